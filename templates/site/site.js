// What the pages do beyond being read: explain a norm where it stands, narrow a comparison, search.
// Nothing here makes markup out of text, and nothing is asked of another machine.
"use strict";

(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // --- A notice: a norm in the text and its explanation belong together.
  const explained = (name) => document.querySelector(`details.norm[data-norm="${CSS.escape(name)}"]`);
  const explain = (name, focus) => {
    const details = explained(name);
    if (!details) return;
    details.open = true;
    if (location.hash !== `#${name}`) {
      history.pushState({ norm: name }, "", `#${name}`);
      shown = name;
      keep(location.search);
    }
    if (focus) details.querySelector("summary").focus({ preventScroll: true });
    const box = details.getBoundingClientRect();
    if (box.top < 0 || box.top > innerHeight - 80) details.scrollIntoView({ block: "center" });
  };
  for (const details of all("details.norm")) {
    details.addEventListener("toggle", () => {
      for (const one of all(`.text [data-norm="${CSS.escape(details.dataset.norm)}"]:not(details)`)) {
        one.classList.toggle("is-on", details.open);
      }
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      details.open = false;
      const flag = $(details.dataset.norm);
      if (flag) flag.focus();
    });
  }
  document.addEventListener("click", (event) => {
    const flag = event.target.closest("a.flag");
    if (flag) {
      event.preventDefault();
      explain(flag.dataset.norm, true);
      return;
    }
    const run = event.target.closest(".text .run");
    if (run && String(getSelection()) === "") explain(run.dataset.norm, false);
  });
  const arrive = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    keep(location.search);
    if (name.startsWith("n-") && $(name)) {
      if (explained(name)) explained(name).open = true;
      $(name).scrollIntoView({ block: "center" });
    }
  };
  // --- The address keeps the query, and the other language asks the same.
  const tongue = $("tongue");
  const there = tongue ? tongue.href.split(/[?#]/)[0] : "";
  const keep = (query) => {
    if (tongue) tongue.href = there + query + location.hash;
    for (const one of all("a.keeps")) one.href = one.href.split("?")[0] + query;
  };
  // A norm that was clicked stands in the address; going back closes it and leads to the one before.
  let shown = history.state && history.state.norm;
  addEventListener("popstate", () => {
    const now = decodeURIComponent(location.hash.slice(1));
    if (shown && shown !== now && explained(shown)) explained(shown).open = false;
    shown = history.state && history.state.norm;
  });
  addEventListener("hashchange", arrive);
  arrive();
  const address = (query, typing) => {
    const to = query ? `?${query}` : location.pathname;
    if ((query ? `?${query}` : "") !== location.search) history[typing ? "replaceState" : "pushState"](null, "", to);
    keep(query ? `?${query}` : "");
  };
  const asked = (form) => {
    const found = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value.trim() && !(name === "sort" && value === "newest")) found.append(name, value.trim());
    }
    return found;
  };
  const fill = (form, query) => {
    for (const input of all("input, select", form)) {
      if (input.type === "checkbox") input.checked = query.getAll(input.name).includes(input.value);
      else if (input.type !== "hidden") input.value = query.get(input.name) || (input.tagName === "SELECT" ? "newest" : "");
    }
  };
  // Where there is one column the form is shut, and its head says what is chosen: the hits stand on the first screen.
  const choices = () => {
    const names = all("input:checked", $("narrow")).map((one) => one.closest("label").textContent.replace(/[\d,\s]+$/, "").trim());
    $("chosen").textContent = names.length ? `: ${names.join($("results").dataset.sep)}` : "";
  };
  const shut = () => {
    if (innerWidth < 992) $("narrow").open = false;
    choices();
  };

  // --- A comparison between files: rows that fit no condition are hidden.
  const filter = $("filter");
  if (filter && filter.hidden) {
    filter.hidden = false;
    const said = $("counted"), summary = $("summary");
    const say = JSON.parse(summary.dataset.words), changes = JSON.parse(summary.dataset.changes), whole = summary.textContent;
    const listed = (many) => (many.length < 2 ? many.join("") : many.slice(0, -1).join(say.sep) + say.and + many.at(-1));
    const narrow = () => {
      const fields = {};
      for (const input of all("input:checked", filter)) (fields[input.name] ||= []).push(`${input.name}:${input.value}`);
      const conditions = Object.values(fields);
      const one = (some, tags) => some.some((tag) => tags.includes(tag));
      const fits = (tags) => conditions.every((some) => one(some, tags));
      // What a body has to do is asked for by the body alone, as in the store.
      const moved = (tags) => (fields.agency ? one(fields.agency, tags) : !conditions.length);
      const idle = conditions.length ? "whole" : "part";
      for (const row of all("[data-tags]")) row.hidden = row.dataset.when === idle || !(row.closest(".moves") ? moved : fits)(row.dataset.tags.split(" "));
      const counts = {};
      for (const [change, tags, count] of changes) if (fits(tags.split(" "))) counts[change] = (counts[change] || 0) + count;
      const told = say.names.filter(([one]) => counts[one]).map(([one, what]) => say.count.replace("{n}", counts[one]).replace("{what}", what));
      summary.textContent = !conditions.length ? whole : told.length ? say.changes.replace("{said}", listed(told)) : say.none;
      for (const block of all(".filtered .block")) block.hidden = !block.querySelector("[data-tags]:not([hidden])");
      const left = (where) => all(`${where} [data-tags]:not([hidden])`).length;
      said.textContent = conditions.length ? said.dataset.said.replace("{law}", left(".law")).replace("{text}", left("#reading")) : "";
    };
    const back = () => {
      fill(filter, new URLSearchParams(location.search));
      if (location.search) filter.querySelector("details").open = true;
      keep(location.search);
      narrow();
    };
    filter.addEventListener("change", () => { narrow(); address(asked(filter).toString()); });
    filter.addEventListener("submit", (event) => event.preventDefault());
    $("clear").addEventListener("click", (event) => { event.preventDefault(); filter.reset(); for (const i of all("input:checked", filter)) i.checked = false; narrow(); address(""); });
    addEventListener("popstate", back);
    back();
  }

  const form = $("search");
  if (!form) return;
  shut();
  form.addEventListener("change", choices);
  $("clear").addEventListener("click", () => setTimeout(choices));

  // --- The search under a server: the page it would give is fetched, and its parts are put in place.
  if (form.dataset.live === "yes") {
    let turn = 0;
    const swap = async (query, push) => {
      const mine = (turn += 1);
      const answer = await fetch(`${form.action.split("?")[0]}${query ? `?${query}` : ""}`, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== turn || !page.getElementById("results")) return;
      const focus = document.activeElement && document.activeElement.id;
      const open = new Map(all(".facet[data-field]").map((one) => [one.dataset.field, one.open]));
      const scrolled = new Map(all(".facet[data-field] ul").map((one) => [one.parentElement.dataset.field, one.scrollTop]));
      const facets = page.getElementById("facets");
      if (facets) $("facets").replaceWith(document.adoptNode(facets));
      for (const one of all(".facet[data-field]")) {
        if (open.has(one.dataset.field)) one.open = open.get(one.dataset.field);
        const list = one.querySelector("ul");
        if (list) list.scrollTop = scrolled.get(one.dataset.field) || 0;
      }
      const fresh = page.getElementById("results");
      for (const id of ["counted", "fault"]) {
        $(id).textContent = page.getElementById(id).textContent;
        $(id).hidden = page.getElementById(id).hidden;
        $(id).lang = page.getElementById(id).lang || document.documentElement.lang;
      }
      const kept = [$("status"), $("fault")];
      for (const node of Array.from($("results").childNodes)) if (!kept.includes(node)) node.remove();
      for (const node of Array.from(fresh.childNodes)) {
        if (node.nodeType === 1 && ["status", "fault"].includes(node.id)) continue;
        $("results").append(document.adoptNode(node));
      }
      if (push) address(query);
      if (focus && $(focus) && document.activeElement === document.body) $(focus).focus({ preventScroll: true });
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); swap(asked(form).toString(), true); });
    form.addEventListener("change", (event) => {
      if (event.target.id !== "q") swap(asked(form).toString(), true);
    });
    addEventListener("popstate", () => {
      const query = new URLSearchParams(location.search);
      $("q").value = query.get("q") || "";
      swap(query.toString(), false);
    });
    keep(location.search);
    return;
  }

  // --- The search between files: the table of all norms is in data.js, values are sets of bits.
  const table = globalThis.regparse;
  if (!table) return;
  const say = JSON.parse($("results").dataset.words);
  const lang = document.documentElement.lang;
  const sums = (steps) => { let at = 0; return steps.map((step) => (at += step)); };
  const size = table.items.norm.length;
  const words = (size + 31) >> 5;
  const texts = table.texts;
  const text = Int32Array.from(sums(table.items.text));
  const clause = Int32Array.from(sums(table.items.clause));
  const { norm, start, size: length } = table.items;
  const set = () => new Int32Array(words);
  const put = (bits, item) => { bits[item >> 5] |= 1 << (item & 31); };
  const has = (bits, item) => (bits[item >> 5] >>> (item & 31)) & 1;
  const count = (a, b) => {
    let total = 0;
    for (let i = 0; i < words; i += 1) {
      let v = a[i] & b[i];
      v -= (v >>> 1) & 0x55555555;
      v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
      total += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return total;
  };
  const meet = (a, b) => { for (let i = 0; i < words; i += 1) a[i] &= b[i]; };
  const join = (a, b) => { for (let i = 0; i < words; i += 1) a[i] |= b[i]; };
  const values = {};
  for (const [field, codes] of Object.entries(table.values)) {
    values[field] = new Map();
    for (const [code, steps] of Object.entries(codes)) {
      const bits = set();
      let at = 0;
      for (const step of steps) put(bits, (at += step));
      values[field].set(code, bits);
    }
  }
  const norms = set();
  // Of each notice one text is looked in: `language` takes those in a language alone, `prefers` the others beside them.
  const own = { en: new Set(), zh: new Set() };
  for (const one of texts) if (one.own) own[one.lang].add(one.id);
  const scopes = { language: { en: set(), zh: set() }, prefers: { "": set(), en: set(), zh: set() } };
  const looks = (one) => [
    ...(one.own ? [scopes.language[one.lang], scopes.prefers[one.lang]] : []),
    ...(one.first ? ["", "en", "zh"].filter((lang) => !own[lang] || !own[lang].has(one.id)).map((lang) => scopes.prefers[lang]) : []),
  ];
  const about = (field, code) => {
    if (!values[field].has(code)) values[field].set(code, set());
    return values[field].get(code);
  };
  for (const field of ["status", "issuer", "language"]) values[field] = new Map();
  const looking = texts.map(looks);
  for (let item = 0; item < size; item += 1) {
    if (norm[item]) put(norms, item);
    const one = texts[text[item]];
    for (const scope of looking[text[item]]) put(scope, item);
    put(about("status", one.status), item);
    put(about("language", one.lang), item);
    for (const code of one.issuer) put(about("issuer", code), item);
  }
  const orders = {
    newest: null,
    oldest: texts.map((one, n) => [one.day || "9999", one.key, n]),
    notice: texts.map((one, n) => [one.key, "", n]),
  };
  for (const name of ["oldest", "notice"]) {
    const sorted = orders[name].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[2] - b[2]));
    orders[name] = new Int32Array(texts.length);
    sorted.forEach(([, , n], place) => { orders[name][n] = place; });
  }

  // Words, as the store reads them (regparse/store/words.py); the same grammar, the same inflected forms.
  const HAN = "㐀-䶿一-鿿豈-﫿〇";
  const han = new RegExp(`[${HAN}]`, "u");
  const RUN = new RegExp(`[${HAN}](?:\\s*[${HAN}])*|[^\\W_${HAN}]+|(?![${HAN}])[\\p{L}\\p{N}]+?(?=[${HAN}]|[^\\p{L}\\p{N}]|$)`, "gu");
  const escaped = (one) => one.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  const runs = (phrase) => (phrase.normalize("NFKC").match(RUN) || []).map((run) => (han.test(run) ? run.replace(/\s+/g, "") : run.toLowerCase()));
  const forms = (stem) => {
    if (stem.endsWith("y") && !"aeiou".includes(stem.at(-2))) return [stem, `${stem.slice(0, -1)}ies`, `${stem.slice(0, -1)}ied`, `${stem}ing`];
    if (stem.endsWith("e")) return [stem, `${stem}s`, `${stem}d`, `${stem.slice(0, -1)}ing`];
    return [stem, `${stem}s`, `${stem}es`, `${stem}ed`, `${stem}ing`];
  };
  const inflected = (word) => {
    if (!/^[a-z]{3,}$/.test(word)) return [word];
    const stems = new Set([word]);
    if (word.endsWith("ies") && word.length > 4) stems.add(`${word.slice(0, -3)}y`);
    else if (/(?:ses|xes|ches|shes|zes)$/.test(word)) { stems.add(word.slice(0, -2)); stems.add(word.slice(0, -1)); }
    else if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) stems.add(word.slice(0, -1));
    for (const ending of ["ed", "ing"]) {
      if (!word.endsWith(ending) || word.length - ending.length <= 2) continue;
      const stem = word.slice(0, -ending.length);
      stems.add(stem).add(`${stem}e`);
      if (stem.at(-1) === stem.at(-2)) stems.add(stem.slice(0, -1));
    }
    return [...new Set([word, ...[...stems].flatMap(forms)])];
  };
  const pattern = (phrases, prefix) => {
    const bodies = phrases.map((found) => {
      let body = "";
      found.forEach((run, n) => {
        const wide = han.test(run);
        if (n) body += wide && han.test(found[n - 1]) ? "[^\\p{L}\\p{N}]*(?:[^\\p{L}\\p{N}\\s])[^\\p{L}\\p{N}]*" : wide || han.test(found[n - 1]) ? "[^\\p{L}\\p{N}]*" : "[^\\p{L}\\p{N}]+";
        body += Array.from(run).map(escaped).join(wide ? "\\s*" : "");
      });
      const letter = `(?![${HAN}])[\\p{L}\\p{N}]`;
      const before = han.test(found[0]) ? "" : `(?<!(?:${letter}))`;
      return before + body + (han.test(found.at(-1)) || prefix ? "" : `(?!${letter})`);
    });
    return new RegExp(bodies.join("|"), "giu");
  };
  class Fault extends Error {}
  const term = (given, exact) => {
    const bare = exact ? given : given.replace(/\*+$/, "");
    const found = runs(bare);
    if (!found.length) throw new Fault(say.op);
    const prefix = bare !== given;
    const plain = !exact && !prefix && found.length === 1 && !han.test(found[0]);
    const made = pattern(plain ? inflected(found[0]).map((form) => [form]) : [found], prefix);
    // What every form begins with, or the first character of a run of Chinese: looked for before the pattern is tried.
    const first = found[0];
    const probe = plain ? first.slice(0, Math.max(2, first.length - 4)) : han.test(first) ? first[0] : first;
    const single = new RegExp(made.source, "iu");
    return { probe, single, marks: [made], test: (low, own) => low.includes(probe) && single.test(own) };
  };
  const read = (given) => {
    if (Array.from(given).length > 1000) throw new Fault(say.long);
    if ((given.match(/"/g) || []).length % 2) throw new Fault(say.quote);
    const pieces = [];
    for (const m of given.matchAll(/\s*(?:(\()|(\))|(-(?=\S))?(?:["“]([^"”]*)["”]|([^\s()"“”]+)))/gu)) {
      if (m[1]) pieces.push(["open"]);
      else if (m[2]) pieces.push(["close"]);
      else if (m[4] === undefined && (m[5] === "AND" || m[5] === "OR")) pieces.push(["op", m[5]]);
      else if (m[4] === undefined && m[5] === "NOT") pieces.push(["not"]);
      else { if (m[3]) pieces.push(["not"]); pieces.push(m[4] === undefined ? ["word", m[5]] : ["phrase", m[4]]); }
    }
    let at = 0;
    const sort = () => (at < pieces.length ? pieces[at][0] : "");
    const part = (depth) => {
      const [kind, value] = pieces[at];
      at += 1;
      if (kind === "open") {
        const found = every(depth + 1);
        if (sort() !== "close") throw new Fault(say.open);
        at += 1;
        return found;
      }
      return term(value, kind === "phrase");
    };
    const not = (depth) => {
      if (sort() !== "not") return part(depth);
      at += 1;
      if (["", "close", "op", "not"].includes(sort())) throw new Fault(say.op);
      const taken = part(depth);
      return { without: true, marks: [], test: (low, own) => !taken.test(low, own) };
    };
    const either = (depth) => {
      const found = [not(depth)];
      while (sort() === "op" && pieces[at][1] === "OR") {
        at += 1;
        if (["", "close", "op"].includes(sort())) throw new Fault(say.op);
        found.push(not(depth));
      }
      if (found.length === 1) return found[0];
      if (found.some((one) => one.without)) throw new Fault(say.op);
      return { marks: found.flatMap((one) => one.marks), test: (low, own) => found.some((one) => one.test(low, own)) };
    };
    const every = (depth) => {
      if (depth > 20) throw new Fault(say.open);
      const parts = [];
      while (sort() && sort() !== "close") {
        if (sort() === "op") {
          const word = pieces[at][1];
          at += 1;
          if (!parts.length || ["", "close", "op"].includes(sort())) throw new Fault(say.op);
          if (word === "AND") continue;
        }
        parts.push(either(depth));
      }
      if (!parts.length) throw new Fault(say.op);
      return { without: parts.every((one) => one.without), marks: parts.flatMap((one) => one.marks), test: (low, own) => parts.every((one) => one.test(low, own)) };
    };
    if (!pieces.length) return null;
    const found = every(0);
    if (at < pieces.length) throw new Fault(say.open);
    return found;
  };

  const cut = (item, from, size) => table.bodies[text[item]].substr(from, size);
  const quoted = (item) => cut(item, start[item], length[item]);
  // What is read in an item, as the store reads it: its own paragraphs without its label, of a head the title and preamble.
  const parts = (item) => (table.parts[item] || [[start[item], length[item]]]).map(([from, size]) => cut(item, from, size));
  const spoken = new Array(size);
  const lower = new Array(size);
  const prepare = (item) => {
    if (lower[item] !== undefined) return;
    const heading = norm[item] ? "" : table.clauses.heading[clause[item]];
    const label = norm[item] ? "" : table.clauses.label[clause[item]];
    const said = norm[item] ? parts(item) : parts(item).map((one) => { const bare = one.trim(); return label && bare.startsWith(label) ? bare.slice(label.length) : bare; });
    const own = [...(heading ? [heading] : []), ...said].join("\n").normalize("NFKC");
    spoken[item] = own;
    lower[item] = own.toLowerCase();
  };

  const FIELDS = ["kind", "agency", "role", "addressee", "activity", "asset", "condition", "territory"];
  const day = (value, last) => {
    if (!value) return "";
    const m = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(value);
    if (!m) throw new Fault(say.day);
    const two = (part) => part.padStart(2, "0");
    const [year, month, date] = [Number(m[1]), Number(m[2] || 1), Number(m[3] || 1)];
    const made = new Date(Date.UTC(year, month - 1, date));
    if (year < 1000 || made.getUTCMonth() !== month - 1 || made.getUTCDate() !== date) throw new Fault(say.day);
    return `${m[1]}-${m[2] ? two(m[2]) : last ? "12" : "01"}-${m[3] ? two(m[3]) : last ? "31" : "01"}`;
  };
  const reached = (field, codes, exact) => {
    const found = new Map();
    for (const code of codes) {
      if (!exact) for (const [other, far] of Object.entries((table.reach[field] || {})[code] || {})) found.set(other, Math.min(far, found.get(other) ?? 9));
    }
    for (const code of codes) found.set(code, 0);
    return found;
  };
  const any = (field, codes) => {
    const found = set();
    for (const code of codes) { const bits = values[field].get(code); if (bits) join(found, bits); }
    return found;
  };
  // Words are looked for in the texts of their language; without words a page takes those that it shows.
  const spokenIn = (asked) => {
    const said = runs(asked || "");
    return said.some((run) => han.test(run)) ? "zh" : said.length ? "en" : lang === "en" ? "" : "zh";
  };
  const find = (query, without) => {
    const given = (field) => (field === without ? [] : query.getAll(field));
    const chosen = Object.fromEntries(FIELDS.map((field) => [field, given(field)]));
    const exact = query.get("exact") === "1";
    const languages = [...new Set(given("language"))];
    const found = Int32Array.from(languages.length === 1 ? scopes.language[languages[0]] : scopes.prefers[spokenIn(query.get("q"))]);
    const reach = {};
    for (const field of FIELDS) {
      if (!chosen[field].length || (field === "role" && chosen.agency.length)) continue;
      reach[field] = reached(field, chosen[field], exact);
      const parts = field === "agency" && chosen.role.length;
      meet(found, parts ? any("part", [...reach.agency.keys()].flatMap((code) => chosen.role.map((role) => `${code} ${role}`))) : any(field, reach[field].keys()));
    }
    for (const field of ["status", "issuer"]) if (given(field).length) meet(found, any(field, given(field)));
    const since = day(query.get("since"), false), until = day(query.get("until"), true);
    const asks = query.get("q") ? read(query.get("q")) : null;
    const narrowed = FIELDS.some((field) => chosen[field].length);
    if (!asks || asks.without || narrowed) meet(found, norms);
    if (asks || since || until) {
      let hit = false;
      for (let item = 0; item < size; item += 1) {
        if (!has(found, item)) { if (!norm[item]) hit = false; continue; }
        const issued = texts[text[item]].day;
        let fits = !(since || until) || (issued && (!since || issued >= since) && (!until || issued <= until));
        if (fits && asks) { prepare(item); fits = asks.test(lower[item], spoken[item]); }
        if (!norm[item]) { if (hit) fits = false; hit = false; } else if (fits) hit = true;
        if (!fits) found[item >> 5] &= ~(1 << (item & 31));
      }
    }
    return { found, reach, asks, chosen, total: count(found, found) };
  };
  const order = (answer, sort) => {
    const gone = values.status.get("repealed") || set();
    const tiers = [];
    for (const repealed of [0, 1]) {
      const part = Int32Array.from(answer.found);
      for (let i = 0; i < words; i += 1) part[i] &= repealed ? gone[i] : ~gone[i];
      if (answer.reach.addressee) {
        for (const far of [0, 1]) {
          const near = any("addressee", [...answer.reach.addressee].filter(([, d]) => d === far).map(([code]) => code));
          const tier = Int32Array.from(part);
          meet(tier, near);
          for (let i = 0; i < words; i += 1) part[i] &= ~near[i];
          tiers.push(tier);
        }
      }
      tiers.push(part);
    }
    const out = [];
    for (const tier of tiers) {
      const items = [];
      for (let i = 0; i < words; i += 1) {
        let word = tier[i];
        while (word) { const low = word & -word; items.push((i << 5) + 31 - Math.clz32(low)); word ^= low; }
      }
      const rank = orders[sort];
      if (rank) items.sort((a, b) => rank[text[a]] - rank[text[b]] || a - b);
      for (const item of items) out.push(item);
    }
    return out;
  };

  // What is shown: names come from the facets of the page, which have every value.
  const inputs = all(".facet[data-field] input[type=checkbox]", form);
  const names = {}, short = {};
  for (const input of inputs) {
    (names[input.name] ||= {})[input.value] = input.closest("li").querySelector(".what").textContent;
    if (input.dataset.short) short[input.value] = input.dataset.short;
  }
  const name = (field, code) => (names[field] || {})[code] || code;
  const counters = inputs.map((input) => [input, input.closest("li"), input.closest("li").querySelector(".count")]);
  const days = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "zh-CN", { dateStyle: "long", timeZone: "UTC" });
  const dated = (value) => (value ? days.format(new Date(`${value}T00:00:00Z`)) : say.undated);
  const blank = $("blank").content.firstElementChild;
  const place = (unit) => (unit === "closing" ? say.closing : unit === "" ? say.whole : unit === "0" ? say.opening : say.clause.replace("{n}", unit));
  const anchor = (item) => {
    const unit = (table.clauses.unit[clause[item]] || "head").replaceAll(".", "-");
    return norm[item] ? `n-${unit}-${norm[item]}` : `c-${unit}`;
  };
  // Of several paragraphs of a clause the one that has all of the words that any has, else all of them.
  const worth = (item, answer) => {
    const several = table.parts[item];
    if (!several || !answer.asks || !table.clauses.unit[clause[item]]) return quoted(item);
    const marks = (one) => answer.asks.marks.filter((made) => one.search(made) >= 0).length;
    const every = marks(parts(item).join("\n"));
    return (every && parts(item).find((one) => marks(one) === every)) || quoted(item);
  };
  const said = (field, item) => [...(values[field] || [])].filter(([, bits]) => has(bits, item)).map(([code]) => code);
  const row = (item, answer) => {
    const node = blank.cloneNode(true);
    const one = texts[text[item]];
    const kind = norm[item] ? said("kind", item)[0] : "";
    const part = (selector) => node.querySelector(selector);
    const tag = (selector, language) => { if (language !== (lang === "en" ? "en" : "zh")) part(selector).lang = language === "zh" ? "zh-Hans" : "en"; };
    node.className = `hit k-${kind || "none"}`;
    part(".tag").className = `tag k-${kind || "none"}`;
    part(".tag").textContent = kind ? name("kind", kind) : say.no_norm;
    part(".to").href = `notice/${one.file}.html#${anchor(item)}`;
    part(".place").textContent = place(table.clauses.unit[clause[item]]);
    part(".number").textContent = one.number;
    part(".heading").textContent = table.clauses.heading[clause[item]];
    if (one.status === "repealed") part(".gone").textContent = say.gone; else part(".gone").remove();
    const quote = part("blockquote");
    const own = worth(item, answer);
    const spans = answer.asks ? answer.asks.marks.flatMap((made) => [...own.matchAll(made)].map((m) => [m.index, m.index + m[0].length])).sort((a, b) => a[0] - b[0]) : [];
    let at = 0;
    for (const [from, to] of spans) {
      if (from < at || to <= from) continue;
      quote.append(own.slice(at, from));
      quote.append(Object.assign(document.createElement("mark"), { textContent: own.slice(from, to) }));
      at = to;
    }
    quote.append(own.slice(at));
    for (const selector of [".heading", "blockquote", ".title"]) tag(selector, one.lang);
    part(".who").textContent = norm[item] ? said("addressee", item).map((code) => name("addressee", code)).join(say.sep) : "";
    const bodies = new Map();
    for (const code of norm[item] ? said("part", item) : []) {
      const cut = code.lastIndexOf(" ");
      const body = code.slice(0, cut);
      bodies.set(body, [...(bodies.get(body) || []), name("role", code.slice(cut + 1))]);
    }
    const via = part(".via");
    for (const [code, roles] of bodies) {
      const box = Object.assign(document.createElement("span"), { className: "body", textContent: `${short[code] || name("agency", code)} ` });
      box.append(Object.assign(document.createElement("span"), { className: "note", textContent: roles.join(say.sep) }));
      via.before(box, " ");
    }
    const fits = [];
    for (const [field, reach] of Object.entries(answer.reach)) {
      if (!["agency", "addressee", "condition"].includes(field)) continue;
      const near = said(field, item).filter((code) => reach.has(code)).sort((a, b) => reach.get(a) - reach.get(b))[0];
      if (near && reach.get(near) > 0) {
        const wanted = answer.chosen[field].find((code) => near in ((table.reach[field] || {})[code] || {}));
        fits.push(say.via.replace("{asked}", name(field, wanted)).replace("{found}", name(field, near)));
      }
    }
    if (fits.length) via.textContent = fits.join("; "); else via.remove();
    part(".day").textContent = dated(one.day);
    part(".title").textContent = one.title;
    return node;
  };

  // An address as the store would read it: values are codes, in any case, words of this page, or names of bodies.
  const key = (given) => given.toLowerCase().replace(/^the /, "").replace(/[^\p{L}\p{N}]+/gu, "");
  const meant = (field, value) => {
    const low = value.toLowerCase();
    const known = [...Object.keys(names[field] || {}), ...Object.keys(table.reach[field] || {})];
    const found = known.find((code) => code.toLowerCase() === low) || known.find((code) => name(field, code).toLowerCase() === low);
    const body = field === "agency" || field === "issuer" ? table.named.bodies[key(value)] : undefined;
    if (found || body) return found || body;
    throw new Fault(say.value.replace("{value}", value).replace("{field}", $("facets").querySelector(`[data-field="${field}"] summary`).textContent));
  };
  const understood = (given) => {
    const query = new URLSearchParams();
    for (const [field, typed] of given) {
      const value = typed.trim();
      const known = $("facets").querySelector(`[data-field="${CSS.escape(field)}"]`);
      if (field === "on") throw new Fault(say.on);
      if (!known && !["q", "since", "until", "sort", "exact"].includes(field)) throw new Fault(say.condition.replace("{name}", field));
      if (!value) continue;
      if (field === "sort" && !(value in orders)) throw new Fault(say.sort.replace("{value}", value));
      if (field === "exact" && !["0", "1"].includes(value)) throw new Fault(say.exact);
      if (known) { if (!query.getAll(field).includes(meant(field, value))) query.append(field, meant(field, value)); } else query.set(field, value);
    }
    return query;
  };
  // What to ask besides: the notice or the body that the words name, and the tasks of a body whose duties are asked for.
  const besides = (query) => {
    const found = [];
    const words = (query.get("q") || "").trim().replace(/^["“”]+|["“”]+$/g, "").trim();
    const runs = words.normalize("NFKC").toLowerCase().match(/\p{Nd}+|\p{L}+/gu) || [];
    const read = runs.filter((run) => !["no", "nos", "号", "第", "年"].includes(run));
    const figures = read.filter((run) => /^\p{Nd}/u.test(run));
    const number = [read.filter((run) => !/^\p{Nd}/u.test(run)).join(""), ...figures].join(" ");
    const told = (form, called, href) => found.push([form.replace("{said}", () => words).replace("{name}", () => called), href]);
    for (const id of (figures.length && table.named.notices[number]) || []) {
      const one = texts.find((row) => row.id === id && row.own && row.lang === "zh" && lang !== "en") || texts.find((row) => row.id === id && row.first);
      told(say.notice, one.title, `notice/${one.file}.html`);
    }
    const body = words ? table.named.bodies[key(words)] : "";
    if (body && (values.agency.has(body) || values.issuer.has(body))) told(say.agency, name(values.agency.has(body) ? "agency" : "issuer", body), `agency/${body}.html`);
    const kinds = query.getAll("kind");
    if (query.has("agency") && kinds.includes("obligation") && !kinds.includes("mandate")) {
      const other = new URLSearchParams(query), both = new URLSearchParams(query);
      other.delete("kind"); other.append("kind", "mandate"); both.append("kind", "mandate");
      const { total } = find(other);
      const called = query.getAll("agency").map((code) => name("agency", code)).join(say.sep);
      if (total) told((total === 1 ? say.task : say.tasks).replace("{n}", total), called, `?${both}`);
    }
    return found;
  };
  const STEP = 20;
  let listed = [], shownTo = 0, last = null;
  const show = (upto) => {
    const made = document.createDocumentFragment();
    for (const item of listed.slice(shownTo, upto)) made.append(row(item, last));
    shownTo = Math.min(upto, listed.length);
    $("hits").append(made);
    $("more").hidden = shownTo >= listed.length;
  };
  const head = (total) => (total === 0 ? say.nothing : total === 1 ? say.found_one : say.found.replace("{n}", total.toLocaleString("en")));
  const search = () => {
    const began = performance.now();
    let query;
    const fault = $("fault");
    fault.hidden = true;
    $("hints").hidden = true;
    $("hints").textContent = "";
    try { query = understood(new URLSearchParams(location.search)); last = find(query); } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault.textContent = error.message;
      fault.hidden = false;
      $("counted").textContent = say.refused;
      $("hits").textContent = "";
      $("notices").hidden = true;
      $("more").hidden = true;
      return;
    }
    const asking = [...query.keys()].some((key) => key !== "sort" && key !== "exact");
    // The values of a field that narrows are counted in what is found without it: a second one can be chosen beside it.
    const wider = {};
    for (const field of new Set(query.keys())) if (field in values) wider[field] = find(query, field).found;
    const roles = query.getAll("role");
    for (const [input, item, counter] of counters) {
      // With a body chosen its own parts are counted, with a part those who have it: not the bodies named beside them.
      const bits = input.name === "role" && last.reach.agency
        ? any("part", [...last.reach.agency.keys()].map((code) => `${code} ${input.value}`))
        : input.name === "agency" && roles.length ? any("part", roles.map((role) => `${input.value} ${role}`))
        : (values[input.name] || new Map()).get(input.value);
      const number = bits ? count(bits, wider[input.name] || last.found) : 0;
      counter.textContent = number.toLocaleString("en");
      item.hidden = !number && !input.checked;
    }
    for (const facet of all(".facet[data-field]", form)) facet.hidden = !facet.querySelector("li:not([hidden])");
    for (const [message, href] of asking ? besides(query) : []) {
      const line = document.createElement("li");
      line.append(Object.assign(document.createElement("a"), { href, textContent: message }));
      $("hints").append(line);
      $("hints").hidden = false;
    }
    listed = asking ? order(last, query.get("sort") || "newest") : [];
    shownTo = 0;
    $("hits").textContent = "";
    $("notices").hidden = asking;
    $("more").hidden = true;
    if (asking) show(STEP);
    $("counted").textContent = asking ? head(last.total) + (listed.length > STEP ? say.shown.replace("{n}", STEP) : "") : say.here;
    document.documentElement.dataset.took = (performance.now() - began).toFixed(1);
  };
  const ask = (typing) => { address(asked(form).toString(), typing === true); search(); };
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  form.addEventListener("change", (event) => { if (event.target.id !== "q") ask(); });
  let waiting = 0;
  $("q").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => ask(true), 250); });
  $("more").addEventListener("click", () => {
    const next = $("hits").children.length;
    show(shownTo + STEP);
    $("hits").children[next].querySelector(".to").focus();
  });
  $("clear").addEventListener("click", (event) => { event.preventDefault(); fill(form, new URLSearchParams()); ask(); });
  const back = () => {
    let query = new URLSearchParams(location.search);
    try { query = understood(query); } catch (error) { if (!(error instanceof Fault)) throw error; }
    fill(form, query); keep(location.search); search();
  };
  addEventListener("popstate", back);
  back();
  shut();
  document.documentElement.dataset.ready = "yes";
  // What a first search for words would wait for is done while nobody waits.
  const idle = globalThis.requestIdleCallback || ((job) => setTimeout(() => job({ timeRemaining: () => 5 }), 20));
  let ready = 0;
  const prepareMore = (deadline) => {
    while (ready < size && deadline.timeRemaining() > 1) for (let n = 0; n < 100 && ready < size; n += 1) prepare(ready++);
    if (ready < size) idle(prepareMore);
  };
  idle(prepareMore);
})();
