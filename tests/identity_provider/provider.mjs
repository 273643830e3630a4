// An OpenID provider whose people, and faults, a test decides by posting to /control/.

import http from "node:http";
import { Provider } from "oidc-provider";
import { SignJWT, base64url, exportJWK, generateKeyPair } from "jose";

const { port, hub } = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
const foreign = await generateKeyPair("RS256");
const key = { ...(await exportJWK(privateKey)), kid: "known", use: "sig", alg: "RS256" };
const people = new Map();
let fault = "";

const provider = new Provider(issuer, {
  clients: [{
    client_id: "hub", client_secret: "a-secret-that-two-share", token_endpoint_auth_method: "client_secret_post",
    grant_types: ["authorization_code", "refresh_token"], response_types: ["code"],
    redirect_uris: [`${hub}/admin/sign-on/callback/`],
    post_logout_redirect_uris: [`${hub}/admin/login/`],
    backchannel_logout_uri: `${hub}/admin/sign-on/back-channel-logout/`, backchannel_logout_session_required: true,
  }],
  jwks: { keys: [key] },
  cookies: { keys: ["a key for cookies"] },
  pkce: { required: () => true },
  claims: { openid: ["sub", "groups"], profile: ["preferred_username", "given_name", "family_name"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  acrValues: ["strong"],
  features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  // Its own way to fetch refuses a machine of one's own, where the hub of a test runs.
  fetch: (url, { dispatcher: _, ...options }) => globalThis.fetch(url, options),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  issueRefreshToken: async (_, client, code) => client.grantTypeAllowed("refresh_token") && code.scopes.has("openid"),
  rotateRefreshToken: () => true,
  async findAccount(_, sub) {
    const person = people.get(sub);
    return person && !person.disabled ? { accountId: sub, claims: async () => ({ sub, ...person.claims }) } : undefined;
  },
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
  renderError: async (ctx, out) => { ctx.type = "html"; ctx.body = `<h1>${out.error}</h1>`; },
});

const sign = (claims, { by = privateKey, kid = "known" } = {}) => new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(by);
const plain = (value) => base64url.encode(JSON.stringify(value));
const payload = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
const FAULTS = {
  audience: (claims) => sign({ ...claims, aud: "another" }),
  issuer: (claims) => sign({ ...claims, iss: "https://elsewhere.example" }),
  nonce: (claims) => sign({ ...claims, nonce: "another" }),
  expired: (claims) => sign({ ...claims, exp: claims.iat - 3600 }),
  foreign: (claims) => sign(claims, { by: foreign.privateKey }),
  unknown: (claims) => sign(claims, { by: foreign.privateKey, kid: "unknown" }),
  party: (claims) => sign({ ...claims, aud: ["hub", "another"], azp: "another" }),
  none: (claims) => `${plain({ alg: "none" })}.${plain(claims)}.`,
  shared: (claims) => new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "known" }).sign(Buffer.from("a-secret-that-two-share".padEnd(32, "x"))),
  altered: (_, token) => { const [head, body, end] = token.split("."); return [head, plain({ ...payload(token), groups: ["beheer"] }), end].join("."); },
  missing: () => undefined,
};

provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === "/token" && ctx.body?.id_token && fault in FAULTS) ctx.body.id_token = await FAULTS[fault](payload(ctx.body.id_token), ctx.body.id_token);
  if (ctx.path === "/me" && fault === "person") ctx.body = { ...ctx.body, sub: "somebody-else" };
});

async function read(request) {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

async function interact(request, response) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    return response.end(`<form method="post" action="/interaction/${uid}"><input name="login"><button>Log in</button></form>`);
  }
  const given = new URLSearchParams(await read(request));
  if (given.has("stop")) return provider.interactionFinished(request, response, { error: "access_denied" });
  const person = people.get(given.get("login")) ?? {};
  return provider.interactionFinished(request, response, { login: { accountId: given.get("login"), acr: person.acr, amr: person.amr } });
}

async function control(request, response) {
  const given = JSON.parse(await read(request));
  if ("person" in given) people.set(given.person, given);
  if ("fault" in given) fault = given.fault;
  response.end("sign" in given ? await sign(given.sign, given.foreign ? { by: foreign.privateKey } : {}) : "");
}

http.createServer(async (request, response) => {
  try {
    if (request.url.startsWith("/control/")) return await control(request, response);
    if (fault === "broken" && !request.url.startsWith("/auth")) { response.statusCode = 503; return response.end("<h1>Down</h1>"); }
    if (fault === "secret" && request.url === "/token") { response.statusCode = 401; return response.end('{"error":"invalid_client"}'); }
    if (request.url.startsWith("/interaction/")) return await interact(request, response);
    return provider.callback()(request, response);
  } catch (error) {
    response.statusCode = 500;
    return response.end(String(error));
  }
}).listen(port, "127.0.0.1");
