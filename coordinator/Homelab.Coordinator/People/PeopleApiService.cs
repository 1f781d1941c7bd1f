using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Audit;

namespace Homelab.Coordinator.People;

/// <summary>Users and tokens over gRPC: the same answers as REST.</summary>
public sealed class PeopleApiService(SignInDesk passwords, UserDesk users, TokenDesk tokens, AuditDesk audit) : PeopleApi.PeopleApiBase
{
    public override async Task<IssuedToken> Login(LoginRequest request, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var user = Given(await passwords.Prove(request.Name, request.Password, http.Connection.RemoteIpAddress, CallerGate.Place(http).IsPrivate, context.CancellationToken));
        if (AuditNote.Of(http) is { } note)
        {
            note.Who = user.Name;
        }

        return Frame(Given(tokens.OfLogin(user, request.TokenName, Span(request.ForMs))));
    }

    public override Task<Person> WhoAmI(WhoAmIRequest request, ServerCallContext context)
    {
        var person = PersonView.Of(context.GetHttpContext().Caller());
        return Task.FromResult(new Person { Name = person.Name, Role = person.Role, Means = person.Means, NoUsers = person.NoUsers });
    }

    public override Task<UserList> ListUsers(ListUsersRequest request, ServerCallContext context) =>
        Task.FromResult(new UserList { Users = { users.List().Select(Frame) } });

    public override async Task<UserAccount> AddUser(AddUserRequest request, ServerCallContext context) =>
        Frame(Given(await users.Add(On(context, $"{AuditNote.Name(request.Name)} as {AuditNote.Name(request.Role)}").Caller(), request.Name, request.Role, request.Password, context.CancellationToken)));

    public override async Task<UserAccount> SetPassword(SetPasswordRequest request, ServerCallContext context)
    {
        var http = On(context, AuditNote.Name(request.Name));
        return Frame(Given(await users.SetPassword(
            http.Caller(), request.Name, request.Password, request.PresentPassword, request.KeepTokens, http.Connection.RemoteIpAddress, CallerGate.Place(http).IsPrivate, context.CancellationToken)));
    }

    public override Task<UserAccount> SetRole(SetRoleRequest request, ServerCallContext context) =>
        Task.FromResult(Frame(Given(users.SetRole(On(context, $"{AuditNote.Name(request.Name)} as {AuditNote.Name(request.Role)}").Caller(), request.Name, request.Role))));

    public override Task<UserAccount> RemoveUser(RemoveUserRequest request, ServerCallContext context) =>
        Task.FromResult(Frame(Given(users.Remove(On(context, AuditNote.Name(request.Name)).Caller(), request.Name))));

    public override Task<TokenList> ListTokens(ListTokensRequest request, ServerCallContext context) =>
        Task.FromResult(new TokenList { Tokens = { tokens.List(context.GetHttpContext().Caller()).Select(Frame) } });

    public override async Task<IssuedToken> CreateToken(CreateTokenRequest request, ServerCallContext context)
    {
        var http = On(context, $"{AuditNote.Name(request.Name)}{(request.Role.Length == 0 ? "" : $" as {AuditNote.Name(request.Role)}")}");
        return Frame(Given(await tokens.Create(
            http.Caller(), request.Name, request.Role, Span(request.ForMs), request.PresentPassword, http.Connection.RemoteIpAddress, CallerGate.Place(http).IsPrivate, context.CancellationToken)));
    }

    public override Task<TokenEntry> RevokeToken(RevokeTokenRequest request, ServerCallContext context) =>
        Task.FromResult(Frame(Given(tokens.Revoke(On(context, request.Id.Length == 0 ? "its own" : AuditNote.Name(request.Id)).Caller(), request.Id))));

    public override Task<AuditLines> ShowAudit(ShowAuditRequest request, ServerCallContext context) => Task.FromResult(new AuditLines
    {
        Lines =
        {
            Given(audit.Show(request.Last)).Entries.Select(entry => new AuditLine
            {
                Number = entry.Number, At = entry.At, Who = entry.Who, Means = entry.Means, From = entry.From, What = entry.What, Detail = entry.Detail, Outcome = entry.Outcome, Before = entry.Before,
            }),
        },
    });

    public override Task<AuditChainVerdict> VerifyAudit(VerifyAuditRequest request, ServerCallContext context)
    {
        var verdict = Given(audit.Verify(request.Noted));
        return Task.FromResult(new AuditChainVerdict { Holds = verdict.Holds, Lines = verdict.Lines, BrokenFrom = verdict.BrokenFrom ?? 0, Newest = verdict.Newest, Sentence = verdict.Sentence });
    }

    private static HttpContext On(ServerCallContext context, string detail)
    {
        var http = context.GetHttpContext();
        AuditNote.Detailed(http, detail);
        return http;
    }

    private static T Given<T>(Answer<T> answer)
        where T : class => answer.Problem is { } problem ? throw problem.ToRpc() : answer.Value!;

    private static TimeSpan Span(long milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, -1, int.MaxValue * 1000L));

    private static UserAccount Frame(UserShown user) => new() { Name = user.Name, Role = user.Role, CreatedWallMs = user.CreatedWallMs, Tokens = user.Tokens };

    private static TokenEntry Frame(TokenShown token) =>
        new() { Id = token.Id, Name = token.Name, User = token.User, Role = token.Role, CreatedWallMs = token.CreatedWallMs, UntilWallMs = token.UntilWallMs };

    private static IssuedToken Frame(TokenIssued issued) => new() { Token = Frame(issued.Token), Secret = issued.Secret };
}
