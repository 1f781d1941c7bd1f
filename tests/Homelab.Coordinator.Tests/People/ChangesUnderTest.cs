using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Trust;
using Homelab.Domain.People;
using Homelab.Domain.Trust;
using Homelab.TestKit.Waiting;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary>Each endpoint that changes or orders something, called so that it succeeds; in an order in which one makes the next possible.</summary>
internal sealed class ChangesUnderTest(CoordinatorUnderTest hub, NodeUnderTest pi1)
{
    private readonly string _admin = hub.Put("ada", UserRole.Admin);
    private EnrolmentToken? _invitation;

    public IReadOnlyList<Change> All =>
    [
        new("POST /api/v1/drill", "Rehearse", () => Rest(HttpMethod.Post, "/api/v1/drill", new { })),
        Lab(new RehearseRequest(), (client, request) => client.RehearseAsync(request, By(_admin)).ResponseAsync, "Rehearse"),
        new("POST /api/v1/nodes/{name}/maintenance", "SetMaintenance", () => Rest(HttpMethod.Post, "/api/v1/nodes/pi1/maintenance", new { @for = "1h" })),
        Lab(new SetMaintenanceRequest { Node = "pi1" }, (client, request) => client.SetMaintenanceAsync(request, By(_admin)).ResponseAsync, "SetMaintenance"),
        new("POST /homelab.v1.LabApi/ScanSensors", "ScanSensors", Scan),
        new("POST /homelab.v1.LabApi/InviteNode", "InviteNode", Invite),
        new("POST /homelab.v1.Certification/Enrol", "NodeEnrolled", async () => Assert.Equal("", await pi1.EnrolAsync(_invitation!))),
        new("POST /homelab.v1.Certification/Renew", "CertificateRenewed", async () =>
            Assert.Equal("", await new NodeCertification(hub.Agents!, pi1.File, pi1.Marks, pi1.Clock).Renew("pi1", pi1.Credentials, TestContext.Current.CancellationToken))),
        Lab(new RevokeNodeRequest { Node = "pi1" }, (client, request) => client.RevokeNodeAsync(request, By(_admin)).ResponseAsync, "RevokeNode"),
        Lab(new RotateAuthorityRequest(), (client, request) => client.RotateAuthorityAsync(request, By(_admin)).ResponseAsync, "RotateAuthority"),
        new("POST /api/v1/power/{wish}", "AskPower", () => Rest(HttpMethod.Post, "/api/v1/power/shutdown", new { nodes = new[] { "pi1" } })),
        new("POST /api/v1/outage/{wish}", "AskOutage", () => Rest(HttpMethod.Post, "/api/v1/outage/hold", new { })),
        Lab(new AskOutageRequest { Wish = "release" }, (client, request) => client.AskOutageAsync(request, By(_admin)).ResponseAsync, "AskOutage"),
        Lab(new AskPowerRequest { Wish = "shutdown", Nodes = { "nas" } }, (client, request) => client.AskPowerAsync(request, By(_admin)).ResponseAsync, "AskPower"),
        new("POST /api/v1/users", "AddUser", () => Rest(HttpMethod.Post, "/api/v1/users", new { name = "vic", role = "viewer", password = Password })),
        new("POST /api/v1/users/{name}/role", "SetRole", () => Rest(HttpMethod.Post, "/api/v1/users/vic/role", new { role = "operator" })),
        new("POST /api/v1/users/{name}/password", "SetPassword", () => Rest(HttpMethod.Post, "/api/v1/users/vic/password", new { password = "another horse battery" })),
        new("DELETE /api/v1/users/{name}", "RemoveUser", () => Rest(HttpMethod.Delete, "/api/v1/users/vic")),
        People(new AddUserRequest { Name = "bob", Role = "viewer", Password = Password }, (client, request) => client.AddUserAsync(request, By(_admin)).ResponseAsync, "AddUser"),
        People(new SetRoleRequest { Name = "bob", Role = "operator" }, (client, request) => client.SetRoleAsync(request, By(_admin)).ResponseAsync, "SetRole"),
        People(new SetPasswordRequest { Name = "bob", Password = "another horse battery" }, (client, request) => client.SetPasswordAsync(request, By(_admin)).ResponseAsync, "SetPassword"),
        People(new RemoveUserRequest { Name = "bob" }, (client, request) => client.RemoveUserAsync(request, By(_admin)).ResponseAsync, "RemoveUser"),
        new("POST /api/v1/session", "SignIn", () => Rest(HttpMethod.Post, "/api/v1/session", new { name = "ada", password = Password })),
        new("DELETE /api/v1/session", "SignOut", () => Rest(HttpMethod.Delete, "/api/v1/session")),
        People(new LoginRequest { Name = "ada", Password = Password }, (client, request) => client.LoginAsync(request).ResponseAsync, "Login"),
        new("POST /api/v1/tokens", "CreateToken", () => Rest(HttpMethod.Post, "/api/v1/tokens", new { name = "prometheus", presentPassword = Password })),
        new("DELETE /api/v1/tokens/{id}", "RevokeToken", () => Rest(HttpMethod.Delete, $"/api/v1/tokens/{IdOf("prometheus")}")),
        People(new CreateTokenRequest { Name = "grafana", PresentPassword = Password }, (client, request) => client.CreateTokenAsync(request, By(_admin)).ResponseAsync, "CreateToken"),
        new("POST /homelab.v1.PeopleApi/RevokeToken", "RevokeToken", async () => await hub.People().RevokeTokenAsync(new RevokeTokenRequest { Id = IdOf("grafana") }, By(_admin))),
    ];

    private Change Lab<T>(T request, Func<LabApi.LabApiClient, T, Task> call, string name) =>
        new($"POST /homelab.v1.LabApi/{name}", name, () => call(hub.Lab, request));

    private Change People<T>(T request, Func<PeopleApi.PeopleApiClient, T, Task> call, string name) =>
        new($"POST /homelab.v1.PeopleApi/{name}", name, () => call(hub.People(), request));

    private string IdOf(string token) => hub.Service<AccountBook>().Current.Tokens.Single(kept => kept.Name == token).Id;

    private async Task Rest(HttpMethod method, string path, object? body = null)
    {
        using var answer = await hub.Http.SendAsync(Request(method, path, _admin, body, ("Sec-Fetch-Site", "same-origin")), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    private async Task Invite()
    {
        var invited = await hub.Lab.InviteNodeAsync(new InviteNodeRequest { Node = "pi1" }, By(_admin));
        _invitation = EnrolmentToken.Read(invited.Token);
    }

    private async Task Scan()
    {
        using var nas = await hub.ConnectAsync("nas");
        await Until.TrueAsync(() => hub.Service<IAgentLink>().IsConnected("nas"), TimeSpan.FromSeconds(10), "the agent of nas");
        var scanning = hub.Lab.ScanSensorsAsync(new ScanSensorsRequest { Node = "nas" }, By(_admin)).ResponseAsync;
        while (!scanning.IsCompleted && await nas.NextAsync() is { } frame)
        {
            if (frame.ScanQuestion is { } question)
            {
                await nas.SendAsync(new AgentFrame { ScanAnswer = new ScanAnswer { Number = question.Number } });
                break;
            }
        }

        await scanning;
    }
}

/// <param name="Endpoint">As the table of who may use what has it.</param>
/// <param name="What">What stands in its line.</param>
internal sealed record Change(string Endpoint, string What, Func<Task> Call);
