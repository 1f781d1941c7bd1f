using System.Net;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.People;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.People;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary>What the table declares is what happens, to nobody, a viewer, an operator and an admin, at each method and each path that people use.</summary>
public sealed class EachRoleAtEachEndpoint : IAsyncLifetime
{
    private static readonly UserRole?[] s_callers = [null, UserRole.Viewer, UserRole.Operator, UserRole.Admin];
    private static readonly Marshaller<byte[]> s_bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    private CoordinatorUnderTest _coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        _coordinator = await CoordinatorUnderTest.StartAsync();
        _coordinator.Put("admin", UserRole.Admin);

        // So that whoever may follow events gets an answer at once.
        _coordinator.Service<IEventFeed>().Add(5, "Tested", "", "A test looks.");
    }

    public ValueTask DisposeAsync() => _coordinator.DisposeAsync();

    [Fact]
    public async Task Over_gRPC()
    {
        var methods = new[] { LabApi.Descriptor, PeopleApi.Descriptor }.SelectMany(service => service.Methods).ToList();
        Assert.True(methods.Count > 25, $"only {methods.Count} methods were found: this test looks in the wrong place");
        foreach (var method in methods)
        {
            var access = EndpointAccess.Of("POST", $"/{method.Service.FullName}/{method.Name}");
            foreach (var caller in Callers(access))
            {
                Assert.Equal((method.Name, caller, Expected(access, caller)), (method.Name, caller, await Call(method.Service.FullName, method.Name, caller)));
            }
        }
    }

    [Fact]
    public async Task Over_REST()
    {
        foreach (var endpoint in EndpointAccess.All.Where(endpoint => endpoint.Contains(" /api/", StringComparison.Ordinal) || endpoint is "GET /metrics" or "GET /openapi/v1.json"))
        {
            var (method, pattern) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
            var access = EndpointAccess.Of(method, pattern);
            foreach (var caller in Callers(access))
            {
                Assert.Equal((endpoint, caller, Expected(access, caller)), (endpoint, caller, await Ask(method, pattern, caller)));
            }
        }
    }

    /// <summary>What answers nobody in particular answers whoever says more.</summary>
    private static UserRole?[] Callers(Access? access) => access == Access.Anyone ? [null] : s_callers;

    private static string Expected(Access? access, UserRole? caller) => access switch
    {
        Access.Anyone => "answered",
        _ when caller is null => "asked who that is",
        Access.Viewer => "answered",
        Access.Operator => caller >= UserRole.Operator ? "answered" : "refused",
        Access.Admin => caller >= UserRole.Admin ? "answered" : "refused",
        _ => "declared nowhere",
    };

    private static string Seen(bool isUnknown, bool isForbidden, string said) =>
        isUnknown && said.Contains("Say who you are", StringComparison.Ordinal) ? "asked who that is" : isForbidden && said.Contains(", and this takes ", StringComparison.Ordinal) ? "refused" : "answered";

    /// <summary>Of its own for each call, since some end the token that they are made with.</summary>
    private string? Token(UserRole? caller) => caller is { } role ? _coordinator.Put(UserRoleWords.Of(role), role) : null;

    private async Task<string> Call(string service, string name, UserRole? caller)
    {
        // To a client one answer is a stream of one.
        var method = new Method<byte[], byte[]>(MethodType.ServerStreaming, service, name, s_bytes, s_bytes);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        using var call = _coordinator.Channel.CreateCallInvoker().AsyncServerStreamingCall(
            method, null, new CallOptions(Token(caller) is { } token ? By(token) : null, cancellationToken: patience.Token), []);
        try
        {
            await call.ResponseStream.MoveNext(patience.Token);
            return "answered";
        }
        catch (RpcException failure)
        {
            return Seen(failure.StatusCode == StatusCode.Unauthenticated, failure.StatusCode == StatusCode.PermissionDenied, failure.Status.Detail);
        }
    }

    private async Task<string> Ask(string method, string pattern, UserRole? caller)
    {
        var path = pattern.Replace("{name}", "nobody", StringComparison.Ordinal).Replace("{id}", "x", StringComparison.Ordinal).Replace("{wish}", "hold", StringComparison.Ordinal);
        using var request = Request(new HttpMethod(method), path, Token(caller), method == "POST" ? new { } : null);
        using var answer = await _coordinator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var (isUnknown, isForbidden) = (answer.StatusCode == HttpStatusCode.Unauthorized, answer.StatusCode == HttpStatusCode.Forbidden);
        return Seen(isUnknown, isForbidden, isUnknown || isForbidden ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "");
    }
}
