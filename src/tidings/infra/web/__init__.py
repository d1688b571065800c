"""What a room's `http.py` is made of: a router, the caller, a unit of work, models, paging.

    router = web.router("campaigns", "/marketing/campaigns")

    @router.post("", status_code=201, responses=web.problems(409))
    async def create(body: NewCampaign, unit: web.Work, caller: Annotated[Caller, web.needs(Scope.CAMPAIGNS_WRITE)]) -> CampaignShown: ...

The transaction of `Work` is committed before the answer leaves, and a POST that carries an Idempotency-Key is done once.
"""

from tidings.infra.web.callers import Caller
from tidings.infra.web.frame import Frame, KeptAnswer
from tidings.infra.web.languages import Languages
from tidings.infra.web.models import Day, Input, Line, LongLine, Moment, Output, Text, TimeOfDay
from tidings.infra.web.paging import Count, PageQuery, Paging, Rows
from tidings.infra.web.problems import FieldProblem, Problem, problems
from tidings.infra.web.public import LOOKING, Came, Fields, Pace, PublicPages, language_of, look
from tidings.infra.web.routes import EngineWork, Work, judges_each, needs, part, router, shared, until_gone, visitors_router

__all__ = [
    "LOOKING",
    "Caller",
    "Came",
    "Count",
    "Day",
    "EngineWork",
    "FieldProblem",
    "Fields",
    "Frame",
    "Input",
    "KeptAnswer",
    "Languages",
    "Line",
    "LongLine",
    "Moment",
    "Output",
    "Pace",
    "PageQuery",
    "Paging",
    "Problem",
    "PublicPages",
    "Rows",
    "Text",
    "TimeOfDay",
    "Work",
    "judges_each",
    "language_of",
    "look",
    "needs",
    "part",
    "problems",
    "router",
    "shared",
    "until_gone",
    "visitors_router",
]
