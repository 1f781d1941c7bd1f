using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Homelab.Coordinator.Tests.Api;

namespace Homelab.Coordinator.Tests.People;

/// <summary>Over an address of this machine that is not loopback, as from another machine.</summary>
public sealed class AStrangerOnTheNetwork
{
    [Fact]
    public async Task Reads_under_insecure_while_there_is_no_admin_and_orders_nothing()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(configure: file => file with { Insecure = true, Listen = new(IPAddress.Any, 0) });
        using var stranger = From(coordinator);
        Assert.Equal(HttpStatusCode.OK, await stranger.RestAsync(HttpMethod.Get, "/api/v1/status", null));
        await AssertOrdersNothing(stranger, HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, await coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/nodes/pi1/maintenance", null, new { @for = "1h", by = "eve" }));
        Assert.Equal(HttpStatusCode.OK, await coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/power/shutdown", null, new { lab = true, by = "eve", preview = true }));

        var token = await coordinator.AdminAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.RestAsync(HttpMethod.Get, "/api/v1/status", null));
        await AssertOrdersNothing(stranger, HttpStatusCode.Unauthorized);

        // Others could read it on the way, so it is not taken; where nobody can, it is.
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.RestAsync(HttpMethod.Get, "/api/v1/status", token));
        Assert.Equal(HttpStatusCode.OK, await coordinator.Http.RestAsync(HttpMethod.Get, "/api/v1/status", token));
    }

    [Fact]
    public async Task Makes_no_first_admin()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync(configure: file => file with { Insecure = true, Listen = new(IPAddress.Any, 0) });
        using var stranger = From(coordinator);
        var wish = new { name = "eve", role = "admin", password = SignedIn.Password };
        Assert.Equal(HttpStatusCode.Forbidden, await stranger.RestAsync(HttpMethod.Post, "/api/v1/users", null, wish));
        Assert.Equal(HttpStatusCode.OK, await coordinator.Http.RestAsync(HttpMethod.Post, "/api/v1/users", null, wish));
    }

    internal static IPAddress OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
        .First(address => address.AddressFamily == AddressFamily.InterNetwork);

    private static HttpClient From(CoordinatorUnderTest coordinator) => new() { BaseAddress = new Uri($"http://{OwnAddress()}:{coordinator.Rest.Port}") };

    private static async Task AssertOrdersNothing(HttpClient stranger, HttpStatusCode refused)
    {
        Assert.Equal(refused, await stranger.RestAsync(HttpMethod.Post, "/api/v1/nodes/pi1/maintenance", null, new { @for = "1h", by = "eve" }));
        Assert.Equal(refused, await stranger.RestAsync(HttpMethod.Post, "/api/v1/outage/hold", null, new { by = "eve" }));
        Assert.Equal(refused, await stranger.RestAsync(HttpMethod.Post, "/api/v1/power/shutdown", null, new { lab = true, by = "eve" }));
        Assert.Equal(refused, await stranger.RestAsync(HttpMethod.Post, "/api/v1/drill", null, new { by = "eve" }));
    }
}
