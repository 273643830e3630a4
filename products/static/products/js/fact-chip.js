// A fact in rich text: a chip with the fact's key, the asked aspect and today's value, all told by the server.
(() => {
  const { React, draftail } = window;
  const { EditorState, Modifier, SelectionState } = window.DraftJS;
  const TYPE = 'FACT';

  const FactChip = ({ contentState, entityKey, onEdit, children }) => {
    const { key, aspect, label, text, tag, state } = contentState.getEntity(entityKey).getData();
    const name = `${label}: ${text}`;
    return React.createElement(
      'span',
      {
        className: `fact-chip fact-chip--${state}`,
        // Who listens hears of which fact the value is; who points at it reads the same.
        role: 'img',
        'aria-label': name,
        title: name,
        spellCheck: false,
        'data-fact': key,
        'data-aspect': aspect,
        'data-tag': tag,
        onDoubleClick: () => onEdit(entityKey),
      },
      children,
    );
  };

  class FactSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.factChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    // The inherited method knows the mutability of Wagtail's own entities only, and would put a link around text.
    onChosen(data) {
      const { editorState, onComplete } = this.props;
      const content = editorState.getCurrentContent().createEntity(TYPE, 'IMMUTABLE', data);
      const withFact = Modifier.replaceText(
        content,
        editorState.getSelection(),
        data.text,
        editorState.getCurrentInlineStyle(),
        content.getLastCreatedEntityKey(),
      );
      // Wagtail gives the focus back to what opened the window once that has gone, and for a slash command that is the
      // list of commands, which is no longer there. So the editor takes over after it, with the caret behind the fact.
      // A change type of its own, so that undo takes back the fact and not what was typed before it.
      this.workflow.container.one('hidden.bs.modal', () => {
        onComplete(EditorState.push(editorState, withFact, 'insert-fact'));
      });
      this.workflow.close();
    }
  }

  const factRanges = (content) => {
    const ranges = [];
    content.getBlockMap().forEach((block) => {
      const isFact = (character) => {
        const entity = character.getEntity();
        return entity !== null && content.getEntity(entity).getType() === TYPE;
      };
      block.findEntityRanges(isFact, (start, end) => {
        ranges.push({ block, start, end, entity: block.getEntityAt(start) });
      });
    });
    return ranges;
  };

  const restore = (content, { block, start, end, entity }) => {
    const now = content.getBlockForKey(block.getKey());
    if (!now || now.getText() !== block.getText()) return content;
    const place = SelectionState.createEmpty(block.getKey()).merge({ anchorOffset: start, focusOffset: end });
    return Modifier.applyEntity(content, place, entity);
  };

  const keepFacts = (before, editorState) => {
    const after = editorState.getCurrentContent();
    if (before === after || editorState.getLastChangeType() !== 'apply-entity') return editorState;
    return EditorState.set(editorState, { currentContent: factRanges(before).reduce(restore, after) });
  };

  // A character holds one entity: a link laid over a fact would leave its value as mere text. So the fact stays, and
  // the link goes around it. Shows nothing itself; a control is what Draftail draws again after each change.
  class FactKeeper extends React.Component {
    constructor(props) {
      super(props);
      this.content = props.getEditorState().getCurrentContent();
    }

    componentDidUpdate() {
      const { getEditorState, onChange } = this.props;
      const editorState = getEditorState();
      const kept = keepFacts(this.content, editorState);
      this.content = kept.getCurrentContent();
      if (kept !== editorState) onChange(kept);
    }

    render() {
      return null;
    }
  }

  draftail.registerPlugin({ type: TYPE, source: FactSource, decorator: FactChip }, 'entityTypes');
  draftail.registerPlugin({ type: TYPE, meta: (props) => React.createElement(FactKeeper, props) }, 'controls');
})();
