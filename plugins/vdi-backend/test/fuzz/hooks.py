"""What schemathesis takes for invalid, and is not: nothing may come of what it takes for invalid. And what it does not look at."""

import schemathesis
from schemathesis.core import NOT_SET

EXTEND = "POST /v1/sessions/{cluster}/{namespace}/{name}/extend"


@schemathesis.hook
def filter_case(context, case):
    # The mode of the whole is not known here yet: a body that is left out makes it a valid request, and later an invalid one.
    parts = case.meta.components.values() if case.meta else []
    if not any(part.mode.is_negative for part in parts):
        return True
    # HTTP lets clients and proxies add headers as they like.
    if "x-schemathesis-unknown-property" in (case.headers or {}):
        return False
    # Its body may be missing, and that is what an empty one is when it is sent.
    is_empty = case.body is NOT_SET or not case.body
    return not (is_empty and case.operation.label == EXTEND)


@schemathesis.check
def errors_in_one_shape(ctx, response, case):
    """Also those that the description does not have for an operation: no such path, no such method."""
    if response.status_code < 400:
        return
    problem = response.json()
    error, status = problem["error"], problem["response"]["statusCode"]
    assert error["name"] and error["message"] and status == response.status_code
