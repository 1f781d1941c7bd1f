using System.Globalization;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Packages;

/// <summary>The image that deploy/Containerfile defines, by a real builder (buildah(1)). Its base stands for the registry's, which is made of the same packages.</summary>
public sealed class AContainerImage : IDisposable
{
    private const string Image = "homelab-coordinator";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Run", "full")]
    public async Task Is_built_of_the_packages_and_its_coordinator_answers_without_being_root()
    {
        await PackagesUnderTest.MakeAsync(Repository.PathOf("artifacts/linux-x64"), _folder.Folder("deb"), "1");
        await HaveTheBaseAsync();
        await BuildahAsync("build", "--isolation", "chroot", "--network", "host", "--pull-never", "--tag", Image, "--file", Repository.PathOf("deploy/Containerfile"), _folder.Folder("deb"));

        var (port, uplink) = (FreePort.Next(), FreePort.Next());
        _folder.Write("etc/coordinator.yaml", $"schema: 1\nlisten: 127.0.0.1:{port}\nuplink: 127.0.0.1:{uplink}\n");
        _folder.Write("etc/lab.yaml", "schema: 1\nlab: one\ntime_zone: Europe/Berlin\nmode: observe\nfeeds:\n  wall: {mains: true}\nnodes:\n  hub: {feeds: [wall], coordinator: true, stop: 2s, start: power}\n");
        var container = await BuildahAsync("from", "--pull-never", $"localhost/{Image}");
        // The entry point is the definition's own; a builder runs only what it is told.
        var entry = (await BuildahAsync("inspect", "--format", "{{range .OCIv1.Config.Entrypoint}}{{.}} {{end}}", container)).Split(' ');
        // In a namespace of its own for processes: the builder leaves alone what it ran when it is killed.
        await using var coordinator = await RunningProgram.StartAsync(Image, "unshare", ["--pid", "--fork", "--kill-child", "--mount-proc", "buildah", .. Storage, "run", "--isolation", "chroot", "--volume", $"{_folder.Folder("etc")}:/etc/homelab:ro", container, "--", .. entry]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Until.TrueAsync(async () => coordinator.HasExited || await AnswersAsync(http), Bound, "the coordinator in the container to answer");
        Assert.False(coordinator.HasExited, string.Join('\n', coordinator.Lines));

        // Nothing is well in a lab without an agent, and so it ends with 1.
        var nodes = await TryBuildahAsync("run", "--isolation", "chroot", container, "--", "homelab", "nodes", "--coordinator", $"http://127.0.0.1:{uplink}");
        Assert.Contains("The coordinator runs on hub.", nodes.StandardOutput, StringComparison.Ordinal);
        Assert.NotEqual(0, int.Parse(await BuildahAsync("run", "--isolation", "chroot", container, "--", "id", "-u"), CultureInfo.InvariantCulture));
    }

    private string[] Storage => ["--root", _folder.Folder("images"), "--runroot", _folder.Folder("run"), "--storage-driver", "vfs"];

    private async Task HaveTheBaseAsync()
    {
        var scratch = await BuildahAsync("from", "scratch");
        await BuildahAsync("copy", scratch, await MachineImage.ContainerBaseAsync(), "/");
        await BuildahAsync("commit", "--rm", scratch, "docker.io/library/debian:bookworm-slim");
    }

    private async Task<string> BuildahAsync(params string[] arguments)
    {
        var ran = await TryBuildahAsync(arguments);
        Assert.True(ran.ExitCode == 0, $"buildah {string.Join(' ', arguments)}: {ran.Output}");
        return ran.StandardOutput.Trim();
    }

    private Task<CommandResult> TryBuildahAsync(params string[] arguments) =>
        Command.RunAsync("buildah", [.. Storage, .. arguments], bound: Bound, cancellation: TestContext.Current.CancellationToken);

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync(new Uri("/healthz", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
