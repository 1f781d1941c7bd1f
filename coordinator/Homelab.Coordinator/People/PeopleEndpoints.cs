using Homelab.Coordinator.Api;
using Homelab.Coordinator.Audit;
using Homelab.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Homelab.Coordinator.People;

/// <summary>REST for users, tokens and the page's session.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithTags("People");
        api.MapPost("/session", SignIn)
            .WithName("SignIn").WithSummary("A name and a password for a session, which is kept in a cookie. Over TLS or loopback only; tries are limited.")
            .Produces<PersonView>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapGet("/session", (HttpContext context) => TypedResults.Ok(PersonView.Of(context.Caller())))
            .WithName("WhoAmI").WithSummary("Who the coordinator takes the caller for.");
        api.MapDelete("/session", SignOut)
            .WithName("SignOut").WithSummary("Ends the session of the cookie.").Produces(StatusCodes.Status204NoContent);
        api.MapGet("/users", (UserDesk desk) => TypedResults.Ok(new UsersView(desk.List())))
            .WithName("ListUsers").WithSummary("All users. For admins.");
        api.MapPost("/users", AddUser)
            .WithName("AddUser").WithSummary("Makes a user. For admins; the first admin is made over loopback while there is none.")
            .Produces<UserShown>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/users/{name}/password", async (string name, PasswordWish wish, UserDesk desk, HttpContext context) => Problems.OrValue(await desk.SetPassword(
                    context.Caller(), name, wish.Password, wish.PresentPassword, wish.KeepTokens, context.Connection.RemoteIpAddress, CallerGate.Place(context).IsPrivate, context.RequestAborted),
                context))
            .WithName("SetPassword").WithSummary("One's own password, with the present one; anybody's for admins. Ends the sessions and, unless told otherwise, the tokens of the user.")
            .Produces<UserShown>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/users/{name}/role", SetRole)
            .WithName("SetRole").WithSummary("For admins. The last admin stays one.")
            .Produces<UserShown>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/users/{name}", (string name, UserDesk desk, HttpContext context) => Problems.OrValue(desk.Remove(context.Caller(), name), context))
            .WithName("RemoveUser").WithSummary("For admins. Its tokens and sessions go with it; the last admin stays.")
            .Produces<UserShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/tokens", (TokenDesk desk, HttpContext context) => TypedResults.Ok(new TokensView(desk.List(context.Caller()))))
            .WithName("ListTokens").WithSummary("One's own tokens; all for admins.");
        api.MapPost("/tokens", CreateToken)
            .WithName("CreateToken").WithSummary("A token of one's own, with at most one's own role; it is shown this once.")
            .Produces<TokenIssued>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/tokens/{id}", (string id, TokenDesk desk, HttpContext context) => Problems.OrValue(desk.Revoke(context.Caller(), id), context))
            .WithName("RevokeToken").WithSummary("One's own token; anybody's for admins.")
            .Produces<TokenShown>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AddUser(UserWish wish, UserDesk desk, HttpContext context)
    {
        AuditNote.Detailed(context, $"{AuditNote.Name(wish.Name)} as {AuditNote.Name(wish.Role)}");
        return Problems.OrValue(await desk.Add(context.Caller(), wish.Name, wish.Role, wish.Password, context.RequestAborted), context);
    }

    private static IResult SetRole(string name, RoleWish wish, UserDesk desk, HttpContext context)
    {
        AuditNote.Detailed(context, $"{AuditNote.Name(name)} as {AuditNote.Name(wish.Role)}");
        return Problems.OrValue(desk.SetRole(context.Caller(), name, wish.Role), context);
    }

    private static async Task<IResult> SignIn(SignInWish wish, SignInDesk desk, Sessions sessions, HttpContext context)
    {
        var (user, problem) = await desk.Prove(wish.Name, wish.Password, context.Connection.RemoteIpAddress, CallerGate.Place(context).IsPrivate, context.RequestAborted);
        if (problem is not null)
        {
            return Problems.Result(problem, context);
        }

        if (AuditNote.Of(context) is { } note)
        {
            note.Who = user!.Name;
        }

        SessionCookie.Set(context, sessions.Begin(user!.Name));
        return TypedResults.Ok(PersonView.Of(new Homelab.Domain.People.Caller(user.Name, user.Role, "password")));
    }

    private static NoContent SignOut(Sessions sessions, HttpContext context)
    {
        if (SessionCookie.Read(context) is { } word)
        {
            sessions.End(word);
        }

        SessionCookie.Clear(context);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CreateToken(TokenWish wish, TokenDesk desk, HttpContext context)
    {
        AuditNote.Detailed(context, $"{AuditNote.Name(wish.Name)}{(wish.Role is null ? "" : $" as {AuditNote.Name(wish.Role)}")}");
        var span = TimeSpan.Zero;
        return wish.For is null || DurationText.TryParse(wish.For, out span)
            ? Problems.OrValue(await desk.Create(
                    context.Caller(), wish.Name, wish.Role, span, wish.PresentPassword, context.Connection.RemoteIpAddress, CallerGate.Place(context).IsPrivate, context.RequestAborted),
                context)
            : Problems.Result(ApiProblem.BadRequest("\"for\" must be a duration such as 12h or 90d."), context);
    }
}
