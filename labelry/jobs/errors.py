"""How a job ends other than well."""


class JobError(Exception):
    """The job failed for a reason a person can act on; the message is shown to them."""


class RetryLater(Exception):
    """The job could not be done now, and may be done in `seconds`.

    Counts as an attempt; when there are no more, the job fails with the message.
    """

    def __init__(self, words: str, seconds: float | None = None) -> None:
        super().__init__(words)
        self.seconds = seconds


class Interruption(BaseException):
    """Stops a job from outside. Not an `Exception`, so that a job's own handlers let it through."""


class Canceled(Interruption):
    """A person canceled the job."""


class Stopping(Interruption):
    """The worker is shutting down; another one goes on from the cursor."""


class LeaseLost(Interruption):
    """Another worker holds the job; nothing this one does may count."""
