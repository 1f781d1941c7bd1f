using System.Diagnostics;
using Homelab.TestKit.Network;

namespace Homelab.Shared.Tests.Host.Bus;

/// <summary>A real dbus-daemon with a socket of the test's own.</summary>
internal sealed class RealBus : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly string _config;
    private Process? _daemon;

    public RealBus()
    {
        Socket = _folder.File("bus socket");
        _config = _folder.Write("bus.conf", $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>session</type>
              <listen>unix:path={Socket.Replace(" ", "%20")}</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """);
        Start();
    }

    public string Socket { get; }

    public void Start()
    {
        File.Delete(Socket);
        _daemon = Process.Start("dbus-daemon", ["--nofork", "--nopidfile", $"--config-file={_config}"]);
        Assert.True(SpinWait.SpinUntil(() => UnixSocket.Listens(Socket), TimeSpan.FromSeconds(20)), "dbus-daemon did not start (Debian: apt-get install dbus)");
    }

    public void Kill()
    {
        _daemon?.Kill();
        _daemon?.WaitForExit();
        _daemon?.Dispose();
        _daemon = null;
    }

    public void Dispose()
    {
        Kill();
        _folder.Dispose();
    }
}
