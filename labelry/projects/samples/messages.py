"""Messages to a small shop: one feeling a message, and the things it speaks of marked."""

from collections.abc import Iterator
from typing import Any

from labelry.projects.samples.base import Sample, WriteFile

CONFIG = """<View>
  <Labels name="mention" toName="text">
    <Label value="Product" background="#1864ab"/>
    <Label value="Order" background="#862e9c"/>
    <Label value="Date" background="#2b8a3e"/>
    <Label value="Price" background="#d9480f"/>
    <Label value="Place" background="#0b7285"/>
  </Labels>
  <Text name="text" value="$text" granularity="word"/>
  <Header value="How does the customer feel?"/>
  <Choices name="feeling" toName="text" choice="single" showInline="true" required="true">
    <Choice value="Happy"/>
    <Choice value="Neutral"/>
    <Choice value="Unhappy"/>
  </Choices>
</View>
"""

TEXTS = [
    "The walnut shelf arrived this morning and it is even nicer than in the photos. Thank you!",
    "Order 20418 was supposed to be here by 3 March. It is now the 11th and nobody answers me.",
    "Do you ship the large oak table to Malta, and what would that cost?",
    "I paid 84 euros for the linen curtains and both of them have a stain near the hem.",
    "Just wanted to say that the replacement lamp works perfectly. Quick and friendly, as always.",
    "Could you tell me whether the enamel mugs are safe for the dishwasher?",
    "Two of the six wine glasses were broken. The box had hardly any padding at all.",
    "Please change the delivery address of order 20533 to the post office in Ghent.",
    "Third time I order the beeswax candles and they still smell like summer at my aunt's house.",
    "Your website took 39.90 from my card twice. I would like one of them back today.",
    "Is the blue armchair in your Porto shop still for sale? I saw it there on Saturday.",
    "The rug is lovely, but it sheds so much that my vacuum cleaner gave up.",
    "Can I return a bread knife if I have used it once? The receipt is from 14 February.",
    "My father turned seventy in the chair you made for us. He has not left it since. Wonderful!",
    "I ordered the grey blanket and received a green one. Fine with me, the cat has moved in.",
    "What are your opening hours in Leeds between Christmas and New Year?",
    "The drawer of the desk sticks and there is glue all over the left side. Not worth 310 euros.",
    "Order 20761 shows as delivered, but there is nothing at my door or at the neighbours'.",
    "Would it be possible to have the picture frame in 30 by 40 instead of A3?",
    "You fixed my grandmother's clock for 45 euros when everyone else told me to throw it away.",
    "I asked for an invoice on 2 May, on 9 May and again yesterday. How hard can it be?",
    "The cutting board is exactly as described. Delivery to Graz took four days.",
    "I would like to order twelve of the small vases for a wedding on 21 June. Any discount?",
    "The paint on the garden bench came off after the first rain. I expected better from you.",
    "Lovely shop, patient staff, and the coffee while I waited for the repair was free.",
    "When will the cherry wood stool be back in stock?",
    "The parcel came a day early and the driver carried it up to the fourth floor. I am impressed.",
    "Please cancel order 20877. I found the same teapot for 12 pounds less in Bristol.",
    "The instructions for the bookcase are in Swedish only. I managed, with one screw left over.",
    "After six weeks of waiting I was told that the sofa had never been built. Unbelievable.",
    "Is the price of 129 euros for the mirror with or without delivery to Luxembourg?",
    "I have had the copper pan for ten years and it still looks new. Best thing in my kitchen.",
    "There is a scratch across the top of the coffee table. See the photo. What do you suggest?",
    "Could order 20902 be wrapped as a present? It is for 30 November.",
    "Your colleague on the phone hung up on me when I asked about the refund of 56.20.",
    "The wool socks are warm, soft and survived the washing machine. I will take five more pairs.",
    "I cannot log in to see my order. The page says that my e-mail address does not exist.",
    "The quilt smells of smoke. I aired it for a week on the balcony and it did not help.",
    "Do you also sell the glass lids without the jars?",
    "Thank you for sending a new handle for the suitcase for free, even after the warranty ended.",
    "The tap drips, the plumber says that it is the part you sold me on 8 January.",
    "I am looking for the striped deckchair from last summer's window in Brighton.",
    "The birthday card you slipped into the parcel made my daughter's day. What a nice idea!",
    "Why does sending a 4 euro brush cost 9 euros? That makes no sense to me.",
    "Order 21015: please leave it with the bakery next door if I am out.",
    "The speaker stopped working on the second day, and the replacement stopped on the first.",
    "I changed my mind about the lampshade. How do I send it back from Norway?",
    "The tablecloth fits, the colour is right, and it was half price. Nothing to complain about.",
    "The colour of the cushions is nothing like the picture. Mustard is not brown.",
    "Can someone call me about the kitchen shelves before Thursday?",
    "Your repair course in Utrecht was the best evening of my month. When is the next one?",
    "I was promised a call on Monday. It is Friday. The fridge is still warm.",
    "Does the 200 euro voucher work online, or only in the shop?",
    "The clay pots survived the trip to Iceland without a chip. Whoever packed them: well done.",
    "The ladder wobbles. I am afraid to climb it and I want my 75 euros back.",
    "I need a second key for the bicycle lock of order 21188. The number on it is 4471.",
    "Fast delivery, but the mirror hangs crooked because its hooks are at different heights.",
    "You remembered that I asked for a left-handed pair of scissors months ago. I am so happy!",
    "How long is the warranty on the standing desk, and does it cover the motor?",
    "I gave two stars in April. After the way you sorted it out, I would give five now.",
]


def tasks(write_file: WriteFile) -> Iterator[dict[str, Any]]:  # noqa: ARG001  # no files needed
    """Yield the sixty messages."""
    for text in TEXTS:
        yield {"text": text}


MESSAGES = Sample(
    name="reviews",
    title="Customer messages",
    description="60 short messages to a shop: how the customer feels, and what they mention.",
    label_config=CONFIG,
    tasks=tasks,
)
