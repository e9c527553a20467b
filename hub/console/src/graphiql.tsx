// The API explorer at /graphiql: GraphiQL with the hub's examples, a sign-in, and live updates.
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createRoot } from "react-dom/client";
import { Bar } from "./bar";
import { examples } from "./examples";
import { fetcher } from "./fetcher";
import "./graphiql.css";
import "./workers";

const [defaultTabs, monaco] = await Promise.all([
  examples(),
  import("monaco-graphql/esm/monaco-editor.js"),
]);
// Full-width punctuation is how Chinese is written, and no look-alike to warn of.
monaco.editor.onDidCreateEditor((editor) => {
  editor.updateOptions({ unicodeHighlight: { ambiguousCharacters: false } });
});

createRoot(document.getElementById("explorer")!).render(
  <>
    <Bar />
    <GraphiQL fetcher={fetcher} defaultTabs={defaultTabs} inputValueDeprecation />
  </>,
);
