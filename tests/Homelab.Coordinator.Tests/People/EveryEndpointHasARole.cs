using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.People;
using Microsoft.AspNetCore.Routing;

namespace Homelab.Coordinator.Tests.People;

/// <summary>An endpoint that is added and forgotten in the table is nobody's, and this says so before anybody asks for it.</summary>
public sealed class EveryEndpointHasARole : IAsyncLifetime
{
    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync() => _coordinator = await CoordinatorUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public void The_table_has_each_endpoint_and_no_other()
    {
        var served = Served().Select(endpoint => $"{endpoint.Method} {endpoint.Pattern}").ToHashSet();
        Assert.True(served.Count > 50, $"only {served.Count} endpoints were found: this test looks in the wrong place");
        Assert.Empty(served.Except(EndpointAccess.All).Order(StringComparer.Ordinal));
        Assert.Empty(EndpointAccess.All.Except(served).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_not_in_the_table_is_nobodys() => Assert.Null(EndpointAccess.Of("POST", "/api/v1/forgotten"));

    /// <summary>Whoever may change something without saying who he is could be anybody.</summary>
    [Fact]
    public void Without_a_name_nothing_can_be_changed_but_to_sign_in() => Assert.Equal(
        ["POST /api/v1/session", "POST /homelab.v1.PeopleApi/Login"],
        Served().Where(endpoint => endpoint.Method != "GET" && EndpointAccess.Of(endpoint.Method, endpoint.Pattern) == Access.Anyone)
            .Select(endpoint => $"{endpoint.Method} {endpoint.Pattern}").Where(name => !name.Contains("unimplementedMethod", StringComparison.Ordinal) && !name.Contains("grpc.health", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Whatever_takes_an_operator_or_an_admin_is_in_the_audit_log_unless_it_only_reads()
    {
        string[] reading = ["ListUsers", "ShowAudit", "VerifyAudit"];
        var unaudited = Served().Where(endpoint => endpoint.Method == "POST" && EndpointAccess.Of(endpoint.Method, endpoint.Pattern) is Access.Operator or Access.Admin)
            .Where(endpoint => !EndpointAccess.Changes(endpoint.Method, endpoint.Pattern)).Select(endpoint => endpoint.Pattern.Split('/')[^1]);
        Assert.Equal(reading, unaudited.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_an_admin_each_endpoint_that_is_not_for_anyone_asks_who_calls_on_loopback_too()
    {
        await _coordinator.AdminAsync();
        foreach (var (method, pattern) in Served().Where(endpoint => EndpointAccess.Of(endpoint.Method, endpoint.Pattern) > Access.Agent && !endpoint.Pattern.StartsWith("/homelab.", StringComparison.Ordinal) && !endpoint.Pattern.StartsWith("/grpc.", StringComparison.Ordinal)))
        {
            var path = pattern.Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{name}", "pi1", StringComparison.Ordinal).Replace("{id}", "x", StringComparison.Ordinal).Replace("{wish}", "hold", StringComparison.Ordinal);
            Assert.Equal((path, System.Net.HttpStatusCode.Unauthorized), (path, await _coordinator.Http.RestAsync(new HttpMethod(method), path, token: null, method == "POST" ? new { } : null)));
        }
    }

    private IEnumerable<(string Method, string Pattern)> Served() => _coordinator.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Where(method => method is not "HEAD" and not "OPTIONS")
            .Select(method => (method, endpoint.RoutePattern.RawText!)));
}
