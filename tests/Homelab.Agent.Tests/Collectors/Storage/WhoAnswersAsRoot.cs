using Homelab.Agent.Collectors.Storage;
using Homelab.TestKit.Network;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.Storage;

/// <summary>
/// The real homelab-agent-helper, started for each connection by systemd-socket-activate(1) as its unit starts it, with file systems of its own: what drives and what smartctl are there and what debugfs has is the test's.
/// </summary>
internal sealed class WhoAnswersAsRoot : IAsyncDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(30);

    private const string Lines = """
        set -e
        chmod -R u+x "$1"
        mount -t tmpfs none /dev
        mknod /dev/null c 1 3
        mknod /dev/zero c 1 5
        touch /dev/sda /dev/nvme0
        mount -t tmpfs none /sys/kernel
        mkdir /sys/kernel/debug
        mount --bind "$2" /sys/kernel/debug
        mount --bind "$1" /usr/sbin
        exec systemd-socket-activate --listen="$3" --accept --inetd "$4"
        """;

    private readonly TempFolder _folder = new();
    private RunningProgram? _sockets;

    /// <param name="smartctl">Lines of a shell, or null where it is not installed.</param>
    /// <param name="counts">Of the controller mmc0, or null where the kernel counts nothing.</param>
    public static async Task<WhoAnswersAsRoot> BesideAsync(TestRoot root, string? smartctl, string? counts)
    {
        var helper = new WhoAnswersAsRoot();
        var (programs, debug) = (helper._folder.Folder("sbin"), helper._folder.Folder("debug"));
        if (smartctl is not null)
        {
            helper._folder.Write("sbin/smartctl", $"#!/bin/sh\n{smartctl}\n");
        }

        if (counts is not null)
        {
            helper._folder.Write("debug/mmc0/err_stats", counts);
        }

        var socket = Path.Combine(root.Path, RootSocket.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(socket)!);
        helper._sockets = await RunningProgram.StartAsync("the helper's socket", "unshare",
        [
            "--mount", "sh", "-c", Lines,
            "sh", programs, debug, socket, Repository.PathOf("agent/Homelab.AgentHelper/bin/Debug/net10.0/homelab-agent-helper"),
        ]);
        await Until.TrueAsync(() => UnixSocket.Listens(socket), s_bound, "the helper's socket");
        return helper;
    }

    public async ValueTask DisposeAsync()
    {
        if (_sockets is not null)
        {
            await _sockets.DisposeAsync();
        }

        _folder.Dispose();
    }
}
