/**
 * Tasks to look at: one of each kind, and one with thousands of boxes. They are data, and long for
 * that: a case is found here by its name.
 */

import type { LabelingEditorProps } from "..";
import type { ResultItem } from "../core/results";
import { $, choices, labels, tag, view } from "../testing/tree";

type Case = (query: URLSearchParams) => LabelingEditorProps;

const image = (query: URLSearchParams) => query.get("image") ?? "";

function box(
  index: number,
  label: string,
  x: number,
  y: number,
  width: number,
  height: number,
): ResultItem {
  return {
    original_width: 600,
    original_height: 400,
    image_rotation: 0,
    value: { x, y, width, height, rotation: 0, rectanglelabels: [label] },
    id: `box-${index}`,
    from_name: "label",
    to_name: "image",
    type: "rectanglelabels",
    origin: "manual",
  };
}

const boxTree = view(
  tag(
    "RectangleLabels",
    { name: "label", toName: "image" },
    labels("Person", "Camera", "Building", "Tripod", "Grass", "Sky"),
  ),
  tag("Image", { name: "image", value: $("image") }),
);

const shapesTree = view(
  tag("Labels", { name: "label", toName: "image" }, labels("Leaf", "Stone", "Water")),
  tag("Rectangle", { name: "box", toName: "image" }),
  tag("Ellipse", { name: "round", toName: "image" }),
  tag("Polygon", { name: "outline", toName: "image" }),
  tag("Brush", { name: "paint", toName: "image" }),
  tag("KeyPoint", { name: "point", toName: "image", strokeWidth: 8 }),
  tag("Image", { name: "image", value: $("image") }),
);

const TEXT =
  "Marie Curie was born in Warsaw, Poland, on 7 November 1867. She moved to Paris in 1891 and studied at the Sorbonne.\n\nWith her husband Pierre she won the Nobel Prize in Physics in 1903; in 1911 she won the Prize in Chemistry, the first person to be honoured twice.\n\nThe unit curie and the element curium carry their name. 😀 Her notebooks are still radioactive.";

function span(index: number, start: number, end: number, label: string): ResultItem {
  return {
    value: { start, end, text: TEXT.slice(start, end), labels: [label] },
    id: `span-${index}`,
    from_name: "label",
    to_name: "text",
    type: "labels",
    origin: "manual",
  };
}

export const CASES: Readonly<Record<string, Case>> = {
  album: (query) => ({
    tree: view(
      tag("RectangleLabels", { name: "label", toName: "image" }, labels("Title", "Table", "Note")),
      tag("Image", { name: "image", valueList: $("pages") }),
    ),
    data: { pages: Array.from({ length: 14 }, () => image(query)) },
  }),
  shapes: (query) => ({ tree: shapesTree, data: { image: image(query) } }),
  boxes: (query) => ({
    tree: boxTree,
    data: { image: image(query) },
    result: [
      box(1, "Person", 29, 17, 24, 66),
      box(2, "Camera", 50, 24, 8, 10),
      box(3, "Building", 62, 56, 14, 12),
    ],
    suggestions: [
      {
        score: 0.9,
        result: [
          { ...box(4, "Tripod", 47, 35, 14, 48), score: 0.91 },
          { ...box(5, "Building", 79, 57, 12, 9), score: 0.42 },
        ],
      },
    ],
  }),
  many: (query) => ({
    tree: boxTree,
    data: { image: image(query) },
    result: Array.from({ length: Number(query.get("count") ?? 5000) }, (_, index) => {
      const names = ["Person", "Camera", "Building", "Tripod", "Grass", "Sky"];
      const x = ((index * 37) % 1000) / 10.4;
      const y = ((index * 91) % 997) / 10.4;
      return box(index, names[index % 6] ?? "Sky", x, y, 1 + (index % 5) / 2, 1 + (index % 7) / 2);
    }),
  }),
  plain: (query) => ({ tree: boxTree, data: { image: image(query) } }),
  questions: (query) => ({
    tree: view(
      tag("Labels", { name: "label", toName: "image" }, labels("Person", "Camera")),
      tag("Rectangle", { name: "rect", toName: "image" }),
      tag("Image", { name: "image", value: $("image") }),
      tag("Header", { value: "What is the weather like?" }),
      tag(
        "Choices",
        { name: "weather", toName: "image", required: true },
        choices("Clear", "Cloudy", "Rain"),
      ),
      tag("Header", { value: "Is it sharp?" }),
      tag(
        "Choices",
        { name: "sharp", toName: "image", perRegion: true },
        choices("Sharp", "Blurred"),
      ),
      tag("TextArea", { name: "note", toName: "image", perRegion: true }),
      tag("Rating", { name: "sure", toName: "image", perRegion: true, maxRating: 5 }),
    ),
    data: { image: image(query) },
  }),
  entities: () => ({
    tree: view(
      tag(
        "Labels",
        { name: "label", toName: "text" },
        labels("Person", "Place", "Organisation", "Date", "Award"),
      ),
      tag("Text", { name: "text", value: $("text") }),
    ),
    data: { text: TEXT },
    result: [
      span(1, 0, 11, "Person"),
      span(2, 24, 38, "Place"),
      span(3, 24, 30, "Organisation"),
      span(4, 43, 58, "Date"),
    ],
    suggestions: [
      {
        result: [
          { ...span(5, 76, 81, "Place"), score: 0.88 },
          { ...span(6, 106, 114, "Organisation"), score: 0.55 },
        ],
      },
    ],
  }),
  long: (query) => {
    const text = Array.from({ length: 540 }, () => TEXT).join("\n");
    const names = ["Person", "Place", "Organisation", "Date", "Award"];
    const count = Number(query.get("count") ?? 2000);
    const every = Math.floor(text.length / count);
    return {
      tree: view(
        tag("Labels", { name: "label", toName: "text" }, labels(...names)),
        tag("Text", { name: "text", value: $("text") }),
      ),
      data: { text },
      result: Array.from({ length: count }, (_, index) => ({
        ...span(index, index * every, index * every + 12, names[index % 5] ?? "Date"),
      })),
    };
  },
  card: () => ({
    tree: view(
      tag("Text", { name: "text", value: $("text") }),
      tag("Header", { value: "What does the customer want?", size: 3 }),
      tag(
        "Choices",
        { name: "intent", toName: "text", choice: "single" },
        choices(
          "Track a parcel",
          "Return an item",
          "Change the address",
          "Ask for a refund",
          "Something else",
        ),
      ),
    ),
    data: {
      text: "My parcel should have come on Tuesday, but the tracking page still says that it is being prepared. Can you tell me where it is?",
    },
    suggestions: [
      {
        score: 0.83,
        result: [
          {
            id: "p",
            from_name: "intent",
            to_name: "text",
            type: "choices",
            value: { choices: ["Track a parcel"] },
          },
        ],
      },
    ],
  }),
  rating: () => ({
    tree: view(
      tag("Header", { value: "How helpful is this answer?", size: 3 }),
      tag("Text", { name: "text", value: $("text") }),
      tag("Rating", { name: "help", toName: "text", maxRating: 5 }),
    ),
    data: { text: "Turn the valve a quarter to the left, wait ten seconds, then turn it back." },
  }),
  form: () => ({
    tree: view(
      tag("Header", { value: "Read the review", size: 2 }),
      tag("Text", { name: "text", value: $("text") }),
      tag(
        "Choices",
        { name: "mood", toName: "text", layout: "inline", required: true },
        choices("Positive", "Neutral", "Negative"),
      ),
      tag(
        "Choices",
        { name: "about", toName: "text", choice: "multiple" },
        choices("Price", "Quality", "Service"),
      ),
      tag("Choices", { name: "pick", toName: "text", layout: "select" }, choices("A", "B", "C")),
      tag("TextArea", { name: "why", toName: "text", rows: 3, placeholder: "Why?" }),
      tag("Rating", { name: "stars", toName: "text" }),
      tag("Magic", { name: "m", toName: "text" }),
    ),
    data: {
      text: "The kettle boils fast and looks good, but the lid broke after a month and nobody answers the phone.",
    },
  }),
  numbers: () => ({
    tree: view(
      tag("Header", { value: "The receipt, in numbers", size: 2 }),
      tag("Text", { name: "text", value: $("text") }),
      tag("Header", { value: "How many things were bought?" }),
      tag("Number", { name: "count", toName: "text", min: 1, max: 99, required: true }),
      tag("Header", { value: "What did they cost together?" }),
      tag("Number", { name: "total", toName: "text", min: 0, step: 0.05, defaultValue: 10 }),
      tag("Header", { value: "How sure are you?" }),
      tag("Number", { name: "sure", toName: "text", min: 0, max: 100, step: 5, slider: true }),
      tag("Header", { value: "When was it?" }),
      tag("DateTime", { name: "when", toName: "text", min: "2024-01-01", required: true }),
      tag("Header", { value: "The day, the hour, the month, the year" }),
      tag("DateTime", { name: "day", toName: "text", only: ["date"], format: "%d.%m.%Y" }),
      tag("DateTime", { name: "hour", toName: "text", only: ["time"] }),
      tag("DateTime", { name: "season", toName: "text", only: ["month", "year"], min: "2020" }),
      tag("DateTime", { name: "year", toName: "text", only: ["year"], max: "current" }),
      tag("Header", { value: "How legible is it?" }),
      tag("Rating", { name: "stars", toName: "text", icon: "heart", size: "large", maxRating: 7 }),
    ),
    data: { text: "2 × bread, 1 × milk, thank you. 17.20, 5 March, a quarter past eight." },
    suggestions: [
      {
        score: 0.82,
        result: [
          {
            id: "n",
            from_name: "count",
            to_name: "text",
            type: "number",
            value: { number: 3 },
          },
          {
            id: "d",
            from_name: "day",
            to_name: "text",
            type: "datetime",
            value: { datetime: "05.03.2024" },
          },
        ],
      },
    ],
  }),
  choices: () => ({
    tree: view(
      tag("Text", { name: "text", value: $("text") }),
      tag("Header", { value: "What is damaged?" }),
      tag("Choices", { name: "damage", toName: "text", choice: "multiple", allowNested: true }, [
        tag("Choice", { value: "Kitchen" }, [
          ...choices("Sink", "Stove"),
          tag("Choice", { value: "Cupboard" }, choices("Door", "Shelf")),
        ]),
        tag("Choice", { value: "Bathroom" }, choices("Sink", "Tub")),
        ...choices({ value: "Elsewhere", hint: "Say where in the note" }),
      ]),
      tag("Header", { value: "Who should go, and who may help?" }),
      tag(
        "Choices",
        { name: "trade", toName: "text", layout: "select", required: true },
        choices(
          ...["Plumber", "Electrician", "Painter", "Joiner", "Caretaker"],
          ...["Mason", "Roofer", "Glazier", "Locksmith", "Gardener"],
        ),
      ),
      tag(
        "Choices",
        { name: "help", toName: "text", layout: "select", choice: "multiple" },
        choices("Neighbour", "Tenant", { value: "Owner", hint: "Of the flat" }),
      ),
      tag("Header", { value: "How urgent is it?" }),
      tag(
        "Choices",
        { name: "urgent", toName: "text", choice: "single-radio", layout: "inline" },
        choices(
          { value: "Today", html: "<b>Today</b>" },
          "This week",
          {
            value: "Later",
            html: "<i>It can wait</i>",
          },
          {
            value: "Hostile",
            html: '<img alt="Cat" src="/img.png" style="height: 40px; position: fixed"><script>window.hurt = 1</script><b onclick="window.hurt = 1">Cat</b><img src="javascript:1" onerror="window.hurt = 1">',
          },
        ),
      ),
      tag("Header", { value: "Who wrote this?" }),
      tag("Choices", { name: "who", toName: "text", choice: "single" }, [
        tag("View", { className: "two" }, [
          tag("Header", { value: "People of the house", size: 5 }),
          ...choices("Tenant", "Owner"),
        ]),
        tag("View", {}, [
          tag("Header", { value: "Others", size: 5 }),
          ...choices("Visitor", "Nobody knows"),
        ]),
      ]),
    ),
    data: { text: "Water under the sink since Monday. Bucket in place." },
    suggestions: [
      {
        score: 0.71,
        result: [
          {
            id: "t",
            from_name: "trade",
            to_name: "text",
            type: "choices",
            value: { choices: ["Plumber"] },
          },
        ],
      },
    ],
  }),
  texts: () => ({
    tree: view(
      tag("Text", { name: "text", value: $("text") }),
      tag("Header", { value: "Other words for it" }),
      tag("TextArea", { name: "words", toName: "text", skipDuplicates: true, maxSubmissions: 4 }, [
        tag("Shortcut", { value: "to burst", hotkey: "ctrl+i" }),
      ]),
      tag("Header", { value: "In your own words" }),
      tag("TextArea", { name: "own", toName: "text", rows: 3, editable: true, label: "Sentence" }),
      tag("Header", { value: "One answer" }),
      tag("TextArea", { name: "one", toName: "text", maxSubmissions: 1, value: $("guess") }),
    ),
    data: { text: "The pipe broke.", guess: "A pipe broke at night." },
    result: [
      {
        id: "w",
        from_name: "words",
        to_name: "text",
        type: "textarea",
        value: { text: ["to snap", "to crack"] },
      },
      {
        id: "o",
        from_name: "own",
        to_name: "text",
        type: "textarea",
        value: { text: ["It gave way\nin the cold."] },
      },
    ],
  }),
  lines: (query) => ({
    tree: view(
      tag("Labels", { name: "label", toName: "image" }, labels("Headline", "Price")),
      tag("Rectangle", { name: "rect", toName: "image" }),
      tag("Image", { name: "image", value: $("image") }),
      tag("TextArea", {
        name: "line",
        toName: "image",
        perRegion: true,
        required: true,
        maxSubmissions: 1,
        displayMode: "region-list",
        placeholder: "What it says",
      }),
    ),
    data: { image: image(query) },
    result: [
      [1, "Headline", 29, 17, 24, 66],
      [2, "Price", 60, 24, 8, 10],
    ].map(([id, label, x, y, width, height]) => ({
      original_width: 600,
      original_height: 400,
      image_rotation: 0,
      value: {
        x: x ?? 0,
        y: y ?? 0,
        width: width ?? 0,
        height: height ?? 0,
        labels: [label ?? ""],
      },
      id: `line-${id}`,
      from_name: "label",
      to_name: "image",
      type: "labels",
      origin: "manual",
    })),
  }),
  relations: () => ({
    tree: view(
      tag("Relations", {}, [
        tag("Relation", { value: "born in" }),
        tag("Relation", { value: "moved to" }),
        tag("Relation", { value: "married to" }),
      ]),
      tag("Labels", { name: "label", toName: "text" }, labels("Person", "Place", "Organisation")),
      tag("Text", { name: "text", value: $("text") }),
    ),
    data: { text: TEXT },
    result: [
      ...["Marie Curie", "Warsaw", "Paris", "Pierre"].map((words, index) => {
        const start = TEXT.indexOf(words);
        const label = index % 3 === 0 ? "Person" : "Place";
        return span(index + 1, start, start + words.length, label);
      }),
      {
        type: "relation",
        from_id: "span-1",
        to_id: "span-2",
        direction: "right",
        labels: ["born in"],
      },
      { type: "relation", from_id: "span-1", to_id: "span-4", direction: "bi" },
    ],
  }),
  taxonomy: () => ({
    tree: view(
      tag("Header", { value: "What is the report about?", size: 3 }),
      tag("Text", { name: "text", value: $("text") }),
      tag("Taxonomy", { name: "topic", toName: "text", required: true }, [
        tag("Choice", { value: "Building" }, [
          tag("Choice", { value: "Plumbing" }, choices("Leak", "Blocked drain", "No hot water")),
          tag("Choice", { value: "Electricity" }, choices("Power cut", "Socket", "Light")),
        ]),
        tag("Choice", { value: "Neighbours" }, choices("Noise", "Smoke", "Parking")),
        ...choices("Something else"),
      ]),
    ),
    data: { text: "Water under the sink since Monday, and the light in the hall flickers." },
  }),
  forest: (query) => ({
    tree: view(
      tag("Text", { name: "text", value: $("text") }),
      tag(
        "Taxonomy",
        { name: "species", toName: "text", showFullPath: true, maxUsages: 3 },
        Array.from({ length: Number(query.get("count") ?? 100) }, (_, family) =>
          tag(
            "Choice",
            { value: `Family ${family + 1}` },
            choices(...Array.from({ length: 100 }, (_, kind) => `Kind ${family + 1}.${kind + 1}`)),
          ),
        ),
      ),
    ),
    data: { text: "A tree of ten thousand entries." },
  }),
  species: (query) => ({
    tree: view(
      tag("Filter", { name: "find", toName: "label", minlength: 1, hotkey: "shift+f" }),
      tag(
        "RectangleLabels",
        { name: "label", toName: "image" },
        labels("Camera", "Tripod", "Person", "Building", "Grass", "Sky", "Tree", "Street"),
      ),
      tag("Image", { name: "image", value: $("image") }),
      tag("Taxonomy", { name: "kind", toName: "image", perRegion: true }, [
        tag("Choice", { value: "Thing" }, choices("Made", "Grown")),
        tag("Choice", { value: "Being" }, choices("Human", "Animal")),
      ]),
    ),
    data: { image: image(query) },
    result: [
      box(1, "Person", 29, 17, 24, 66),
      box(2, "Camera", 60, 24, 8, 10),
      { type: "relation", from_id: "box-1", to_id: "box-2", direction: "right", labels: ["holds"] },
    ],
  }),
  folds: () => ({
    tree: view(
      tag("Text", { name: "text", value: $("text") }),
      tag("Collapse", { accordion: false, bordered: true }, [
        tag("Panel", { value: "What happened", open: true }, [
          tag(
            "Choices",
            { name: "what", toName: "text", choice: "multiple", required: true },
            choices("Leak", "Noise", "Damage"),
          ),
          tag("TextArea", { name: "words", toName: "text", rows: 2 }, [
            tag("Shortcut", { value: "not known", alias: "unknown", hotkey: "ctrl+i" }),
            tag("Shortcut", { value: " (as told by the tenant)", background: "#1864ab" }),
          ]),
        ]),
        tag("Panel", { value: "How urgent it is" }, [
          tag(
            "Choices",
            { name: "urgency", toName: "text", required: true },
            choices("Today", "This week", "It can wait"),
          ),
        ]),
        tag("Panel", { value: "Who should go" }, [
          tag("Filter", { name: "find", toName: "trade", minlength: 1 }),
          tag(
            "Choices",
            { name: "trade", toName: "text" },
            choices("Plumber", "Electrician", "Painter", "Joiner", "Caretaker"),
          ),
        ]),
      ]),
    ),
    data: { text: "Water under the sink since Monday. Bucket in place." },
  }),
  pages: () => ({
    tree: view(
      tag("Header", { value: "Is each sentence clear?", size: 3 }),
      tag("Repeater", { on: $("lines"), indexFlag: "{{idx}}", mode: "pagination" }, [
        tag("Text", { name: "line_{{idx}}", value: $("lines", "{{idx}}", "text") }),
        tag(
          "Choices",
          { name: "clear_{{idx}}", toName: "line_{{idx}}", layout: "inline" },
          choices("Clear", "Unclear"),
        ),
      ]),
    ),
    data: { lines: TEXT.split(". ").map((text) => ({ text })) },
  }),
  documents: () => ({
    tree: view(
      tag("Markdown", {
        value:
          "## Is the invoice right?\n\nCompare the letter with the record:\n\n1. the **amount**, with tax\n2. the *date*\n   - days may differ by one\n\n| currency | rounded to |\n|---|---|\n| EUR | cents |\n\n> When in doubt, choose `Unclear`. [The guide](https://example.org)",
      }),
      tag("HyperText", {
        name: "letter",
        value: $("letter"),
        valueType: "text",
        encoding: "none",
        inline: false,
        clickableLinks: false,
      }),
      tag("HyperText", { value: "<p>Record of <b>3 May</b>:</p>", inline: false }),
      tag("Table", { name: "record", value: $("record"), valueType: "json" }),
      tag("Table", { name: "lines", value: $("lines"), valueType: "json" }),
      tag(
        "Choices",
        { name: "right", toName: "letter", layout: "inline" },
        choices("Right", "Wrong", "Unclear"),
      ),
      tag("TextArea", { name: "why", toName: "letter", rows: 2 }),
    ),
    data: {
      letter:
        "<html><head><style>h1 { color: #7048e8 } td { border: 1px solid #ccc; padding: 4px 8px } .le-card { display: none }</style></head><body><h1>Invoice 118</h1><p>Dear customer, thank you for your order of <a href='https://example.org'>3 May</a>.</p><table><tr><td>Walnut shelf</td><td>120.00</td></tr><tr><td>Delivery</td><td>9.90</td></tr></table><p style='position: fixed; top: 0'>Please pay within 14 days.</p><script>document.title = 'gone'</script><button>Press</button></body></html>",
      record: {
        customer: { name: "Ana Roth", address: { city: "Porto", country: "Portugal" } },
        amount: 129.9,
        paid: false,
        tags: ["furniture", "first order"],
        note: null,
      },
      lines: [
        { item: "Walnut shelf", quantity: 1, price: 120, stock: [{ place: "Porto", left: 3 }] },
        { item: "Delivery", quantity: 1, price: 9.9 },
      ],
    },
  }),
  pair: () => ({
    tree: view(
      tag("Header", { value: "Which summary would you rather read?", size: 3 }),
      tag("Pairwise", { name: "better", toName: "one,two" }),
      tag("Text", { name: "one", value: $("one") }),
      tag("Text", { name: "two", value: $("two") }),
    ),
    data: {
      one: "The kettle boils fast and looks good. The lid broke after a month, and nobody answers the phone.",
      two: "A customer is partly happy with a kettle. It is fast. It looks good. There was a problem with the lid, which broke, and this was after about a month. There was also an attempt to call, which was not answered.",
    },
  }),
  pictures: (query) => ({
    tree: view(
      tag("Header", { value: "Which picture is sharper?", size: 3 }),
      tag("Pairwise", { name: "better", toName: "one,two" }),
      tag("Image", { name: "one", value: $("one") }),
      tag("Image", { name: "two", value: $("two") }),
    ),
    data: { one: image(query), two: image(query) },
    suggestions: [
      {
        score: 0.71,
        result: [
          {
            from_name: "better",
            to_name: "better",
            type: "pairwise",
            value: { selected: "right" },
          },
        ],
      },
    ],
  }),
  ranking: () => ({
    tree: view(
      tag("Header", { value: "Which answer helps most?", size: 3 }),
      tag("Text", { name: "question", value: $("question") }),
      tag("List", { name: "answers", value: $("answers"), title: "Best first" }),
      tag("Ranker", { name: "rank", toName: "answers", collapsible: true }),
    ),
    data: { question: "How do I stop the tap in the kitchen from dripping?", answers: ANSWERS },
    suggestions: [
      {
        score: 0.64,
        result: [
          {
            from_name: "rank",
            to_name: "answers",
            type: "ranker",
            value: { ranker: { rank: ["washer", "plumber", "bucket", "video"] } },
          },
        ],
      },
    ],
  }),
  buckets: () => ({
    tree: view(
      tag("Header", { value: "Which documents answer the question?", size: 3 }),
      tag("List", { name: "answers", value: $("answers"), title: "Found" }),
      tag("Ranker", { name: "rank", toName: "answers", collapsible: true }, [
        tag("Bucket", { name: "relevant", title: "Relevant" }),
        tag("Bucket", { name: "partly", title: "In part" }),
        tag("Bucket", { name: "off", title: "Off topic" }),
      ]),
    ),
    data: { answers: ANSWERS },
  }),
  pdf: (query) => ({
    tree: view(
      tag("Pdf", { name: "pdf", value: $("pdf") }),
      tag("Header", { value: "What kind of document is it?", size: 3 }),
      tag(
        "Choices",
        { name: "kind", toName: "pdf", layout: "inline", showInline: true },
        choices("Invoice", "Letter", "Form"),
      ),
      tag("Rating", { name: "quality", toName: "pdf" }),
    ),
    data: { pdf: query.get("pdf") ?? "" },
  }),
};

const ANSWERS = [
  {
    id: "bucket",
    title: "Put a bucket under it",
    body: "It will not stop the dripping, but the floor stays dry until somebody comes.",
  },
  {
    id: "washer",
    title: "Change the washer",
    html: "<p>Turn the water off, take the handle off with a <b>10 mm</b> spanner, and put in a new washer.</p><ol><li>Water off</li><li>Handle off</li><li>New washer</li></ol>",
  },
  { id: "plumber", title: "Call a plumber", body: "Costs about 80 for half an hour." },
  { id: "video", title: "Watch a video about taps" },
];
