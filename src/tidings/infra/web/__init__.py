"""What a room's `http.py` is made of: a router, the caller, a unit of work, models, paging.

    router = web.router("campaigns", "/marketing/campaigns")

    @router.post("", status_code=201, responses=web.problems(409))
    async def create(body: NewCampaign, unit: web.Work, caller: Annotated[Caller, web.needs(Scope.CAMPAIGNS_WRITE)]) -> CampaignShown: ...

The transaction of `Work` is committed before the answer leaves, and a POST that carries an Idempotency-Key is done once.
"""

from tidings.infra.web.callers import Caller
from tidings.infra.web.frame import Frame, KeptAnswer
from tidings.infra.web.models import Day, Input, Line, LongLine, Moment, Output, Text
from tidings.infra.web.paging import PageQuery, Paging, Rows
from tidings.infra.web.problems import FieldProblem, Problem, problems
from tidings.infra.web.routes import EngineWork, Work, judges_each, needs, part, router, visitors_router

__all__ = [
    "Caller",
    "Day",
    "EngineWork",
    "FieldProblem",
    "Frame",
    "Input",
    "KeptAnswer",
    "Line",
    "LongLine",
    "Moment",
    "Output",
    "PageQuery",
    "Paging",
    "Problem",
    "Rows",
    "Text",
    "Work",
    "judges_each",
    "needs",
    "part",
    "problems",
    "router",
    "visitors_router",
]
