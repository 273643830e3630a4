import hub.JSON;
import hub.model.Document;
import hub.model.Fact;
import java.io.File;
import java.util.Map;
import java.util.TreeMap;

/** Reads documents with the generated client, and prints each fact of each. */
public final class Facts {
    public static void main(String[] paths) throws Exception {
        for (String path : paths) {
            Document document = JSON.getDefault().getMapper().readValue(new File(path), Document.class);
            for (Map.Entry<String, Fact> fact : new TreeMap<>(document.getFacts()).entrySet()) {
                System.out.println(document.getChannel() + " " + fact.getKey() + " " + fact.getValue().getText());
            }
        }
    }
}
