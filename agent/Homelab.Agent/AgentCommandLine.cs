using Homelab.Files.Programs;
using Homelab.Host.Programs;

namespace Homelab.Agent;

/// <summary>The agent's few options. Anything else is a usage error.</summary>
internal static class AgentCommandLine
{
    private const string Once = "--print-once";
    private const string Enforce = "--enforce-lease";
    private const string CutHatOption = "--cut-hat";
    private const string ReadDeviceOption = "--read-device";
    private const string RootOption = "--root";

    public const string Usage =
        """
        homelab-agent: reads this machine's sensors for the coordinator, and goes down when its power lease ends.

          --config FILE     its own configuration (default /etc/homelab/agent.yaml)
          --state DIR       state directory, instead of the configured one
          --check-config    read the configuration and the node's certificate, name every mistake, and end
          --print-once      collect once, print it in Prometheus's text format, and end; needs no configuration
          --root DIR        with --print-once: read the tree below DIR instead of this machine
          --enforce-lease   watch the agent's lease from outside: end with 12 when it ran out and the machine is still on
                            (homelab-lease.service has systemd power off then), with 0 when there is none any more
          --cut-hat LINE    have the UPS HAT below this machine take its power now, unless the mains are there: homelab-late's last
                            step, as the coordinator declared the HAT; whatever still runs on this machine loses its power
          --read-device NAME
                            read all of the disk or card NAME, such as sda, slowly and not on battery, and leave what came of it where
                            the agent reads it; a pass that was made in the last 30 days is not made again (homelab-scrub@.service)
          enroll NODE ADDRESS TOKEN
                            get this node's certificate from its coordinator: run the line that `homelab enroll NODE` prints there;
                            --config and --state may follow
          --version         print the version
          --help            print this

        Exit codes: 0 ended as asked, 1 failed while running, 2 the command line was not understood, 3 the configuration is not usable;
        with `power_off: exit` also 10, powered off by order, and 11, powered off because the lease ran out; with --enforce-lease also 12, as above.
        """;

    public static CommandLine Parse(string[] arguments)
    {
        var line = CommandLine.Parse(arguments, AgentFile.DefaultPath, ownFlags: [Once, Enforce], ownValues: [RootOption, CutHatOption, ReadDeviceOption]);
        return line.Problem is null && line.Own.ContainsKey(RootOption) && !PrintsOnce(line)
            ? line.Refused($"{RootOption} belongs to {Once}; otherwise the configuration has the root")
            : line;
    }

    public static bool PrintsOnce(CommandLine line) => line.Own.ContainsKey(Once);

    public static bool EnforcesLease(CommandLine line) => line.Own.ContainsKey(Enforce);

    /// <summary>The HAT as one line (<see cref="Homelab.Domain.Lab.HatCutLine"/>); null where none is to be cut.</summary>
    public static string? HatToCut(CommandLine line) => line.Own.GetValueOrDefault(CutHatOption);

    /// <summary>The kernel's name of the device to read; null where none is to be read.</summary>
    public static string? DeviceToRead(CommandLine line) => line.Own.GetValueOrDefault(ReadDeviceOption);

    /// <summary>Absolute.</summary>
    public static string Root(CommandLine line) => Path.GetFullPath(line.Own.GetValueOrDefault(RootOption, "/"));
}
