// Apollo Client and urql ask for documents by their hashes, each in its own way: exits with 1 unless
// the first request of a document sends hash, then hash and text, and the next one the hash alone.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client/core/index.js";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { Client, fetchExchange } from "@urql/core";
import { persistedExchange } from "@urql/exchange-persisted";
import { createHash, randomUUID } from "node:crypto";

const { CAIRN = "http://127.0.0.1:8000", CAIRN_KEY } = process.env;
if (!CAIRN_KEY) {
  console.error("CAIRN_KEY is to be a secret key of the server at CAIRN.");
  process.exit(2);
}
const url = `${CAIRN}/graphql`;
const headers = { authorization: `Bearer ${CAIRN_KEY}` };
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const fresh = () => `query Q${randomUUID().replaceAll("-", "")} { personas { id title } }`;

// What each request was: its method, and whether it sent the hash, the text or both.
function watched() {
  const seen = [];
  const watching = (address, init) => {
    const parts = init.method === "GET" ? [...new URL(address).searchParams.keys()] : Object.keys(JSON.parse(init.body));
    seen.push(`${init.method ?? "GET"} ${["query", "extensions"].filter((part) => parts.includes(part)).join("+")}`);
    return fetch(address, init);
  };
  return { seen, watching };
}

const apollo = (useGETForHashedQueries) => {
  const { seen, watching } = watched();
  const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(
    new HttpLink({ uri: url, headers, fetch: watching }),
  );
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  return { seen, ask: (text) => client.query({ query: gql(text), fetchPolicy: "network-only" }) };
};
const urql = (preferGetForPersistedQueries) => {
  const { seen, watching } = watched();
  const client = new Client({
    url,
    preferGetMethod: false,
    fetch: watching,
    fetchOptions: { headers },
    exchanges: [persistedExchange({ preferGetForPersistedQueries, generateHash: async (text) => sha256(text) }), fetchExchange],
  });
  return { seen, ask: (text) => client.query(text, {}, { requestPolicy: "network-only" }).toPromise() };
};

const first = ["extensions", "query+extensions", "extensions"];
const cases = {
  "Apollo by POST": [apollo(false), ["POST", "POST", "POST"]],
  "Apollo by GET": [apollo(true), ["GET", "POST", "GET"]],
  "urql by POST": [urql(false), ["POST", "POST", "POST"]],
  "urql by GET": [urql(true), ["GET", "GET", "GET"]],
};
let failed = 0;
for (const [name, [{ seen, ask }, methods]] of Object.entries(cases)) {
  const text = fresh();
  const answers = [await ask(text), await ask(text)];
  const wanted = methods.map((method, n) => `${method} ${first[n]}`).join(", ");
  const good = answers.every((one) => one.data?.personas?.length) && seen.join(", ") === wanted;
  failed += !good;
  console.log(`${good ? "ok" : "FAILED"} ${name}: ${seen.join(", ")}`);
  if (!good) console.log(answers.map((one) => one.error?.message ?? "answered"));
}
process.exit(failed ? 1 : 0);
