// Search, as a worker: Material's script draws the field and the results. With the first query it fetches the index, and
// finding.js, which finds.
"use strict";

const READY = 1, QUERY = 2, RESULT = 3; // Material's kinds of messages
const INDEX = new URL(`../${location.search.slice(1)}search/search_index.json`, location);

let index;

addEventListener("message", async ({ data: { type, data } }) => {
    if (type !== QUERY) return;
    const query = data.trim();
    if (query && !index) {
        importScripts("finding.js");
        index = fetch(INDEX).then(answer => answer.json()).then(prepared);
    }
    const sections = await index; // for no query, too: results keep the order of queries
    postMessage({ type: RESULT, data: query ? found(plain(query), sections) : { items: [] } });
});
postMessage({ type: READY });
