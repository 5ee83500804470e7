// Search, as a worker: Material's script draws the field and the results, and this finds them. It reads the index with
// the first query. A word is found wherever it stands: whole, inflected, begun, or inside a longer one. So Chinese
// needs no dictionary, and an index of plain text is enough.
"use strict";

const READY = 1, QUERY = 2, RESULT = 3; // Material's kinds of messages
const INDEX = new URL(`../${location.search.slice(1)}search/search_index.json`, location);
const ENDINGS = "e|es|s|ed|ing|ion|ions|y|ies|ied";
const ENDED = new RegExp(`(?:${ENDINGS.replace("|s|", "|(?<!s)s|")})$`);
const FORM = new RegExp(`^(.??)(?:${ENDINGS})?$`);
const LATIN = /^[a-z0-9_]+$/;
const HAN = /\p{Script=Han}/u;
const PART = /\p{Script=Han}+|[\p{L}\p{N}_]+/gu;
const LETTER = /[a-z0-9]/;
const WHOLE = 1, INFLECTED = 0.9, BEGUN = 0.7, PART_OF_NAME = 0.8; // how well a word is met
const NAME = 16, TITLE = 12, HEADING = 8, TEXT = 2, AS_TYPED = 1.5; // what it is worth where it stands
const AROUND = 70; // characters of the text on each side of the first match

let sections;

addEventListener("message", async ({ data: { type, data: query } }) => {
    if (type !== QUERY) return;
    const words = query.trim() ? plain(query).trim() : "";
    sections ||= words && fetch(INDEX).then(answer => answer.json()).then(prepared);
    postMessage({ type: RESULT, data: words ? found(words, await sections) : { items: [] } });
});
postMessage({ type: READY });

const known = new Map();
function plain(text) {
    if (!known.has(text)) known.set(text, text.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s/g, " "));
    return known.get(text);
}

function prepared({ docs }) {
    for (const each of docs) {
        [each.page] = each.location.split("#");
        each.all = plain([each.title, ...each.names, each.text].join("\n"));
    }
    return docs;
}

function stem(word) {
    const cut = word.replace(ENDED, "");
    return cut.length < 3 || cut === word ? word : cut.replace(/([bdgmnprt])\1$/, "$1");
}

// Whether a word may begin here, or a part of one: `pool` does in "a pool" and `ThreadPool`, and not in "spool".
const begins = (text, at) => !LETTER.test(plain(text[at - 1] || ""));
const partBegins = (text, at) => /[A-Z]/.test(text[at]);

// Where a word stands in a text, and how well it is met there.
function* places(text, word) {
    const small = plain(text), latin = LATIN.test(word), root = latin ? stem(word) : word;
    for (let at = small.indexOf(root); at >= 0; at = small.indexOf(root, at + root.length)) {
        const typed = small.startsWith(word, at);
        let end = at + (typed ? word : root).length;
        if (!latin) {
            yield { at, end, how: WHOLE };
            continue;
        }
        const part = begins(text, at) ? 1 : PART_OF_NAME;
        if (part !== 1 && !partBegins(text, at)) continue;
        while (LETTER.test(small[end] || "") && !partBegins(text, end)) end++;
        const form = FORM.exec(small.slice(at + root.length, end));
        if (typed && end === at + word.length) yield { at, end, how: part * WHOLE };
        else if (form && root.endsWith(form[1])) yield { at, end, how: part * INFLECTED };
        else if (typed) yield { at, end, how: (part * BEGUN * word.length) / (end - at) };
    }
}

// How well a word is met in a text, and the letters that it has there.
function best(text, word) {
    let most = { how: 0, letters: 0 };
    for (const { at, end, how } of places(text, word)) if (how > most.how) most = { how, letters: end - at };
    return most;
}

const letters = text => (text.match(PART) || []).join("").length;

// How far a query is the name, from 0 to 1.
function named(name, all) {
    const words = all.length > 1 ? all.slice(0, -1) : all;
    const spots = words.map(word => best(name, word));
    const met = spots.reduce((sum, { how, letters }) => sum + how * letters, 0);
    const typed = words.filter((_, n) => spots[n].how).join("").length;
    return Math.min(1, met / letters(name)) ** 4 * (typed / words.join("").length);
}

// The words of a query, and the query, which is one more word. Chinese that stands nowhere as it was typed is cut into
// the longest pieces that the site has, and the names in it.
function wordsOf(query, docs) {
    const occurs = word => docs.some(({ all }) => all.includes(word));
    const parts = (query.match(PART) || []).flatMap(part => (occurs(part) || LATIN.test(part) ? [part] : [...pieces(part, docs, occurs)]));
    return [...new Set([...parts, query])];
}

function* pieces(part, docs, occurs) {
    const names = docs.flatMap(each => each.names);
    yield* names.filter(name => part.includes(name));
    for (let at = 0, end; at < part.length; at = end) {
        for (end = part.length; end > at + 1 && !occurs(part.slice(at, end)); ) end--;
        if (end > at + 1) yield part.slice(at, end);
    }
}

function found(query, docs) {
    const words = wordsOf(query, docs);
    const mean = docs.reduce((sum, { text }) => sum + text.length, 0) / docs.length;
    const pages = new Map(docs.map(each => [each.page, []]));
    for (const each of docs) pages.get(each.page).push(met(each, words, query));
    const all = Array.from(pages.values(), parts => ({ parts, ...joined(parts) }));
    const rarity = words.map((_, n) => {
        const having = all.filter(page => page.words[n].count).length;
        return having && Math.log(1 + all.length / having);
    });
    const items = all
        .map(page => ({ ...page, score: score(page, rarity, mean) }))
        .filter(page => page.score)
        .sort((one, other) => other.score - one.score)
        .map(page => shown(page, words, rarity, mean));
    return { items, suggest: suggested(query, docs) };
}

// What a section has of each word.
function met(section, words, query) {
    const top = !section.location.includes("#");
    return {
        section,
        length: section.text.length,
        name: Math.max(0, ...section.names.map(name => named(name, words))),
        words: words.map(word => {
            const heading = best(section.title, word);
            const spots = [...places(section.text, word)];
            const title = heading.how * (1 + heading.letters / letters(section.title)) * (top ? TITLE : HEADING) / 2;
            const isName = section.names.some(name => best(name, word).how);
            const count = spots.reduce((sum, { how }) => sum + how, 0);
            return { title: title || 0, isName, count: count + isName + heading.how, typed: spots.some(({ how }) => how === WHOLE), spots };
        }),
    };
}

function joined(parts) {
    return {
        length: parts.reduce((sum, part) => sum + part.length, 0),
        name: Math.max(...parts.map(part => part.name)),
        words: parts[0].words.map((_, n) => ({
            title: Math.max(...parts.map(part => part.words[n].title)),
            count: parts.reduce((sum, part) => sum + part.words[n].count, 0),
            isName: parts.some(part => part.words[n].isName),
            typed: parts.some(part => part.words[n].typed),
        })),
    };
}

// Words that are rare on the site count more, and much of a short text more than as much of a long one. What has not
// all words of the query comes after what has.
function score({ words, length, name }, rarity, mean) {
    let sum = 0, has = 0;
    words.forEach(({ title, isName, count, typed }, n) => {
        sum += rarity[n] * (title + (isName && NAME * name) + (typed && AS_TYPED) + (TEXT * count) / (count + 1 + length / mean / 4));
        has += count && rarity[n];
    });
    const all = rarity.reduce((one, other) => one + other, 0);
    return all && (has / all) ** 2 * sum;
}

// A page as Material shows it: itself and its sections, the best first.
function shown({ parts, score: whole, words: has }, words, rarity, mean) {
    const scores = parts.map(part => score(part, rarity, mean));
    const best = Math.max(...scores);
    const terms = Object.fromEntries(words.map((word, n) => [word, has[n].count > 0]));
    return parts
        .map(({ section, words: here }, n) => ({
            location: section.location,
            title: marked(section.title, words, 0, section.title.length),
            text: teaser(section, words, here, rarity),
            score: (whole * scores[n]) / best,
            terms,
        }))
        .filter(item => item.score || !item.location.includes("#"))
        .sort((one, other) => other.score - one.score);
}

function teaser({ text }, words, here, rarity) {
    let first = 0, most = 0;
    here.forEach(({ spots }, n) => {
        for (const { at, how } of spots) if (how * rarity[n] > most) [first, most] = [at, how * rarity[n]];
    });
    let start = first > AROUND ? first - AROUND : 0;
    while (start > 0 && LETTER.test(plain(text[start - 1]))) start--;
    let end = Math.min(text.length, start + 3 * AROUND);
    while (end < text.length && LETTER.test(plain(text[end]))) end++;
    const cut = marked(text, words, start, end);
    return cut && `<p>${start ? "…" : ""}${cut}${end < text.length ? "…" : ""}</p>`;
}

function marked(text, words, start, end) {
    const piece = text.slice(start, end);
    const spots = words.flatMap(word => [...places(piece, word)]).sort((one, other) => one.at - other.at);
    let html = "", upTo = 0;
    for (const { at, end: to } of spots) {
        if (at < upTo) continue;
        html += `${escaped(piece.slice(upTo, at))}<mark>${escaped(piece.slice(at, to))}</mark>`;
        upTo = to;
    }
    return html + escaped(piece.slice(upTo));
}

function escaped(text) {
    return text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt()};`);
}

// The shortest word of a title or name that begins as the query ends.
function suggested(query, docs) {
    const begun = query.split(/[\s-]+/).pop();
    const known = docs.flatMap(each => [...each.names, each.title]).flatMap(name => plain(name).match(PART) || []);
    const fits = known.filter(word => word.startsWith(begun) && word !== begun);
    return begun && fits.length ? [fits.reduce((one, other) => (other.length < one.length ? other : one))] : [];
}
