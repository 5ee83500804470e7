// Finds the words of a query in the index, for the worker search.js. A word is found wherever it stands: whole,
// inflected, begun, or, in Chinese, inside of a longer one. So there is no dictionary, and the index is plain text.
"use strict";

const ENDINGS = "e|es|s|ed|ing|ion|ions|y|ies|ied";
const ENDED = new RegExp(`(?:${ENDINGS})$`);
const FORM = new RegExp(`^(.??)(?:${ENDINGS})?$`);
const LATIN = /^[a-z0-9_]+$/;
const PART = /\p{Script=Han}+|[\p{L}\p{N}_]+/gu;
const LETTER = /[a-z0-9]/i, CAPITAL = /[A-Z]/;
const WHOLE = 1, INFLECTED = 0.9, BEGUN = 0.7, PART_OF_NAME = 0.8; // how well a word is met
const NAME = 16, TITLE = 12, HEADING = 8, TEXT = 2, AS_TYPED = 1.5; // what it is worth where it is met
const AROUND = 70; // characters before the word for which a piece of text is shown; three times as many are shown

let heads; // the words of titles and names, the shortest first
const small = new Map(); // each text of the index, plain

function plain(text) {
    return small.get(text) ?? text.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s/g, " ");
}

function prepared({ docs }) {
    for (const section of docs) {
        section.page = section.location.split("#")[0];
        for (const text of [section.title, section.text, ...section.names]) small.set(text, plain(text));
    }
    const titles = docs.flatMap(section => [section.title, ...section.names]);
    heads = [...new Set(titles.flatMap(title => plain(title).match(PART) || []))];
    heads.sort((one, other) => one.length - other.length);
    return docs;
}

// Where words are

function stem(word) {
    if (word.endsWith("ss")) return word;
    const cut = word.replace(ENDED, "");
    return cut.length < 3 || cut === word ? word : cut.replace(/([bdgmnprt])\1$/, "$1");
}

// Where a word stands in a text, and how well it is met there. In "ThreadPool" both parts are words, "pool" in "spool"
// is none.
function* places(text, word) {
    const lower = plain(text), latin = LATIN.test(word), root = latin ? stem(word) : word;
    for (let at = lower.indexOf(root); at >= 0; at = lower.indexOf(root, at + root.length)) {
        const typed = lower.startsWith(word, at), inside = LETTER.test(text[at - 1] || "");
        let end = at + (typed ? word : root).length;
        if (!latin) yield { at, end, how: WHOLE };
        if (!latin || (inside && !CAPITAL.test(text[at]))) continue;
        while (LETTER.test(text[end] || "") && !CAPITAL.test(text[end])) end++;
        const worth = inside ? PART_OF_NAME : 1, form = FORM.exec(lower.slice(at + root.length, end));
        if (typed && end === at + word.length) yield { at, end, how: worth * WHOLE };
        else if (form && root.endsWith(form[1])) yield { at, end, how: worth * INFLECTED };
        else if (typed) yield { at, end, how: (worth * BEGUN * word.length) / (end - at) };
    }
}

// How well a word is met in a text at best, and the letters that it has there.
function best(text, word) {
    let most = { how: 0, letters: 0 };
    for (const { at, end, how } of places(text, word)) if (how > most.how) most = { how, letters: end - at };
    return most;
}

const letters = text => (text.match(PART) || []).join("").length;

// How far the words of a query are a name, from 0 to 1: all of the name, and all that was typed.
function named(name, words) {
    const met = words.map(word => ({ word, ...best(name, word) })).filter(({ how }) => how);
    const share = met.reduce((sum, { how, letters }) => sum + how * letters, 0) / letters(name);
    return Math.min(1, share) ** 4 * (met.map(({ word }) => word).join("").length / words.join("").length);
}

// The words of a query. Chinese that stands nowhere as it was typed is cut: names in it, and the longest pieces that
// stand somewhere.
function wordsOf(query, sections) {
    const names = sections.flatMap(section => section.names.map(plain));
    const occurs = part => [...small.values()].some(text => text.includes(part));
    const words = [];
    for (const part of query.match(PART) || []) {
        if (LATIN.test(part) || occurs(part)) {
            words.push(part);
            continue;
        }
        words.push(...names.filter(name => part.includes(name)));
        for (let at = 0, end; at < part.length; at = end) {
            for (end = part.length; end > at + 1 && !occurs(part.slice(at, end)); ) end--;
            if (end > at + 1) words.push(part.slice(at, end));
        }
    }
    return [...new Set(words)];
}

// Which pages come first

function found(query, sections) {
    const words = wordsOf(query, sections);
    const wanted = [...new Set([...words, query])]; // as it was typed, a query is one more word, and a rare one
    const pages = new Map(sections.map(section => [section.page, { parts: [] }]));
    for (const section of sections) pages.get(section.page).parts.push(met(section, wanted, words));
    for (const page of pages.values()) Object.assign(page, together(page.parts));
    const mean = sections.reduce((sum, { text }) => sum + text.length, 0) / sections.length;
    const rarity = wanted.map((_, n) => {
        const having = [...pages.values()].filter(page => page.words[n].count).length;
        return having && Math.log(1 + pages.size / having);
    });
    for (const page of pages.values())
        for (const each of [page, ...page.parts]) each.score = score(each, rarity, mean);
    const items = [...pages.values()]
        .filter(page => page.score)
        .sort((one, other) => other.score - one.score)
        .map(page => shown(page, wanted, words, rarity));
    const begun = query.split(/[\s-]+/).pop();
    return { items, suggest: heads.filter(word => word.startsWith(begun)).slice(0, 1) };
}

// What a section has of each word.
function met(section, wanted, words) {
    const worth = section.location.includes("#") ? HEADING : TITLE;
    return {
        section,
        length: section.text.length,
        name: Math.max(0, ...section.names.map(name => named(name, words))),
        words: wanted.map(word => {
            const spots = [...places(section.text, word)];
            const title = best(section.title, word);
            const isName = section.names.some(name => best(name, word).how);
            return {
                spots,
                isName,
                title: title.how && (worth * title.how * (1 + title.letters / letters(section.title))) / 2,
                count: spots.reduce((sum, { how }) => sum + how, isName + title.how),
                typed: spots.some(({ how }) => how === WHOLE),
            };
        }),
    };
}

// What a page has of each word.
function together(parts) {
    return {
        length: parts.reduce((sum, part) => sum + part.length, 0),
        name: Math.max(...parts.map(part => part.name)),
        words: parts[0].words.map((_, n) => ({
            isName: parts.some(part => part.words[n].isName),
            title: Math.max(...parts.map(part => part.words[n].title)),
            count: parts.reduce((sum, part) => sum + part.words[n].count, 0),
            typed: parts.some(part => part.words[n].typed),
        })),
    };
}

// Words that are rare on the site count more, and much of a short text more than as much of a long one. What has all
// words comes before what has some.
function score({ words, length, name }, rarity, mean) {
    let sum = 0, has = 0, all = 0;
    words.forEach(({ isName, title, count, typed }, n) => {
        const text = (TEXT * count) / (count + 1 + length / mean / 4) + (typed && AS_TYPED);
        sum += rarity[n] * ((isName && NAME * name) + title + text);
        has += count && rarity[n];
        all += rarity[n];
    });
    return all && (has / all) ** 2 * sum;
}

// What a reader sees

// A page as Material shows it: itself and its sections, the best first.
function shown(page, wanted, words, rarity) {
    const most = Math.max(...page.parts.map(part => part.score));
    const terms = Object.fromEntries(words.map((word, n) => [word, page.words[n].count > 0])); // those missing are told
    return page.parts
        .filter(part => part.score || !part.section.location.includes("#"))
        .map(part => ({
            location: part.section.location,
            title: marked(part.section.title, wanted),
            text: teaser(part, wanted, rarity),
            score: (page.score * part.score) / most,
            terms,
        }))
        .sort((one, other) => other.score - one.score);
}

// A piece of the paragraph in which the rarest word stands.
function teaser({ section: { text }, words }, wanted, rarity) {
    let first = 0, most = 0;
    words.forEach(({ spots }, n) => {
        for (const { at, how } of spots) if (how * rarity[n] > most) [first, most] = [at, how * rarity[n]];
    });
    const opens = text.lastIndexOf("\n", first) + 1;
    let start = Math.max(opens, first - AROUND), end = start + 3 * AROUND;
    while (start > opens && LETTER.test(text[start - 1])) start--;
    while (LETTER.test(text[end] || "")) end++;
    const closes = text.indexOf("\n", start + AROUND); // a paragraph of a few words is shown with the next
    const closed = closes >= 0 && closes <= end ? closes : Math.min(end, text.length);
    const more = closed < text.length && closed !== closes;
    const cut = marked(text.slice(start, closed), wanted);
    return cut && `<p>${start > opens ? "…" : ""}${cut}${more ? "…" : ""}</p>`;
}

function marked(text, wanted) {
    let html = "", upTo = 0;
    const spots = wanted.flatMap(word => [...places(text, word)]).sort((one, other) => one.at - other.at);
    for (const { at, end } of spots) {
        if (at < upTo) continue;
        html += `${escaped(text.slice(upTo, at))}<mark>${escaped(text.slice(at, end))}</mark>`;
        upTo = end;
    }
    return html + escaped(text.slice(upTo));
}

function escaped(text) {
    return text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt()};`);
}
