"""What every request passes: the key, the scope without secrets, how often, and how a refusal is told.

Follows DIGG's REST API profile (dev.dataportal.se/rest-api-profil) in version, api-info, names, paging and problems.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from utblick.accounts import api_keys
from utblick.accounts.models import ApiKey
from utblick.accounts.roles import open_to_all
from utblick.tenancy import scope

VERSION = "1.0.0"
RATE = "300/m"  # for each key
PROBLEM = "application/problem+json"


class Problem(Schema):
    """Why there is no answer (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


ERRORS = {frozenset({401, 403, 422, 429}): Problem}
ERRORS_OF_ONE = {frozenset({401, 403, 404, 422, 429}): Problem}


class Key(HttpBearer):
    """Lets in who has a standing key with this scope, as long as its owner may see the same."""

    openapi_description = "A key made under My account, API keys."

    def __init__(self, opens: str) -> None:
        super().__init__()
        self.opens = opens

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        key = api_keys.find(token)
        if key and not key.opens(self.opens):
            raise AuthorizationError(message=f"The key does not open {self.opens}, or its owner may not see it.")
        return key


class Interface(NinjaAPI):
    def get_openapi_schema(self, **wanted: Any) -> OpenAPISchema:
        """With the media type that problems really have, which is another one than that of answers."""
        schema = super().get_openapi_schema(**wanted)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _with_problems(operation["responses"])
        return schema


def _with_problems(responses: dict[int, Any]) -> None:
    for status, response in responses.items():
        if int(status) >= 400 and "content" in response:
            response["content"] = {PROBLEM: response["content"].pop("application/json")}


class AsWritten(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}  # å as å: the same to a program, and a person can read it


api = Interface(
    title="Utblick",
    version=VERSION,
    description="Reads a municipality's goals, initiatives, partners, agreements, results, inbox and reports.",
    docs_url=None,
    renderer=AsWritten(),
    urls_namespace="api",
    throttle=[AuthRateThrottle(RATE)],
)


def within(view: Callable[..., Any]) -> Callable[..., Any]:
    """For the municipality of the host name as nobody in particular: a browser's log-in opens nothing here, no secret is told."""

    # There is no cookie that a foreign page could make use of.
    @csrf_exempt
    @open_to_all
    @conditional_page
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with scope.acting(scope.municipality()):
            found: HttpResponse = view(request, *args, **kwargs)
        if found.status_code == 405:
            allowed = found.headers["Allow"]
            found = _problem(request, 405, "The method is not allowed here", f"Allowed: {allowed}")
            found.headers["Allow"] = allowed
        patch_cache_control(found, private=True, no_cache=True)
        return found

    return answer


def _problem(request: HttpRequest, status: int, title: str, detail: str = "") -> HttpResponse:
    told = Problem(title=title, status=status, detail=detail)
    answer = api.create_response(request, told.dict(), status=status)
    answer.headers["Content-Type"] = PROBLEM
    return answer


@api.exception_handler(AuthenticationError)
def _no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    answer = _problem(request, 401, "No valid key", "Send a standing key: Authorization: Bearer KEY")
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(Throttled)
def _too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    answer = _problem(
        request, 429, "Too many requests", f"At most {RATE} for a key. Try again after Retry-After seconds."
    )
    answer.headers["Retry-After"] = str(error.wait or 60)
    return answer


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _problem(request, error.status_code, str(error))


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(request, 404, "There is no such object, or it is not for you")


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = "; ".join(f"{'.'.join(str(step) for step in one['loc'])}: {one['msg']}" for one in error.errors)
    return _problem(request, 422, "The request cannot be understood", told)


class ApiInfo(Schema):
    """About this interface, in the words of DIGG's profile."""

    api_name: str
    api_version: str
    api_released: str
    api_documentation: str
    api_status: str


@api.get("/api-info", response=ApiInfo, auth=None, throttle=[], url_name="api_info", tags=["About"])
def api_info(request: HttpRequest) -> ApiInfo:
    described = request.build_absolute_uri("openapi.json")
    return ApiInfo(
        api_name="Utblick",
        api_version=VERSION,
        api_released="2026-11-26",
        api_documentation=described,
        api_status="active",
    )
