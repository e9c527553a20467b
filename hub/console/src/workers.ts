// The editor's language services run in workers of our own origin, which a strict CSP allows.
declare const WORKERS: Record<string, string>;

const SOURCES: Record<string, string> = {
  json: "json.worker.js",
  graphql: "graphql.worker.js",
};

function getWorker(_id: string, label: string): Worker {
  const name = WORKERS[SOURCES[label] ?? "editor.worker.js"];
  return new Worker(new URL(`./${name}`, import.meta.url), { name: label });
}

Object.assign(globalThis, { MonacoEnvironment: { getWorker } });
