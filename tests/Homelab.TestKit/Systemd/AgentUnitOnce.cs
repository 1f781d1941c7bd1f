namespace Homelab.TestKit.Systemd;

/// <summary>Each collector of the agent once, by the agent's own unit: only what it does is another.</summary>
public static class AgentUnitOnce
{
    /// <summary>Where what it says lies then, in the machine.</summary>
    public const string Said = "/run/look";

    /// <summary>The name of the unit that is made.</summary>
    public const string Name = "homelab-look";

    /// <summary>For the machine's shell: makes the unit, and starts nothing.</summary>
    /// <param name="unit">The path of the agent's unit there.</param>
    public static string Make(string unit) =>
        $"sed -e 's#^ExecStart=.*#ExecStart=/usr/bin/homelab-agent --print-once#; s#^Type=notify#Type=oneshot\\nStandardOutput=truncate:{Said}#; /^Restart/d; /^WatchdogSec/d; /^RuntimeDir/d' {unit} >/run/systemd/system/{Name}.service; systemctl daemon-reload";
}
