// The server audits of graphql-http against a live server: exits with 1 unless all of them pass.
import { serverAudits } from "graphql-http";

const { CAIRN = "http://127.0.0.1:8000", CAIRN_KEY } = process.env;
if (!CAIRN_KEY) {
  console.error("CAIRN_KEY is to be a secret key of the server at CAIRN.");
  process.exit(2);
}
const fetchFn = (url, init = {}) =>
  fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${CAIRN_KEY}` } });

let passed = 0;
const audits = serverAudits({ url: `${CAIRN}/graphql`, fetchFn });
for (const audit of audits) {
  const result = await audit.fn();
  passed += result.status === "ok";
  if (result.status !== "ok") console.log(`${result.status} ${audit.id} ${audit.name}: ${result.reason}`);
}
console.log(`${passed} of ${audits.length} audits passed`);
process.exit(passed === audits.length ? 0 : 1);
