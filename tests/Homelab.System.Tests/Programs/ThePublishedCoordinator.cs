using Grpc.Core;
using Grpc.Net.Client;
using Homelab.Contracts.V1;
using Homelab.TestKit.Labs;

namespace Homelab.System.Tests.Programs;

/// <summary>What a browser, Prometheus, a program and systemd get from the binary that is shipped.</summary>
public sealed class ThePublishedCoordinator
{
    [Fact]
    public async Task Serves_the_page_the_metrics_its_readiness_and_its_events_and_ends_well_when_systemd_stops_it()
    {
        await using var lab = await LabUnderTest.StartAsync();
        using var client = new HttpClient { BaseAddress = lab.Page, Timeout = TimeSpan.FromSeconds(30) };
        Assert.Contains("id=\"page\"", await client.GetStringAsync(At("/"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var metrics = await client.GetStringAsync(At("/metrics"), TestContext.Current.CancellationToken);
        Assert.Contains("# TYPE homelab_", metrics, StringComparison.Ordinal);
        Assert.Contains("node=\"nas\"", metrics, StringComparison.Ordinal);
        using var ready = await client.GetAsync(At("/healthz"), TestContext.Current.CancellationToken);
        Assert.True(ready.IsSuccessStatusCode, $"{ready.StatusCode}");
        Assert.NotEmpty(await FirstEventAsync(client));
        Assert.Contains("homelab.v1.LabApi", await ServicesAsync(lab.Uplink));

        var end = await lab.Coordinator.TerminateAsync(TimeSpan.FromSeconds(20));
        Assert.True(end.Code == 0, lab.Coordinator.Tail());
    }

    private static Uri At(string path) => new(path, UriKind.Relative);

    /// <summary>The first data line of the stream of server-sent events.</summary>
    private static async Task<string> FirstEventAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(At("/api/v1/events"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                return line["data:".Length..].Trim();
            }
        }

        return "";
    }

    /// <summary>What gRPC's reflection names.</summary>
    private static async Task<IReadOnlyList<string>> ServicesAsync(Uri uplink)
    {
        using var channel = GrpcChannel.ForAddress(uplink);
        using var call = new Grpc.Reflection.V1Alpha.ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, TestContext.Current.CancellationToken);
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        return [.. call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name)];
    }
}
