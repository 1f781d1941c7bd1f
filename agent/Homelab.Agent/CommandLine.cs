using Homelab.Files.Programs;

namespace Homelab.Agent;

/// <summary>The agent's few options. Anything else is a usage error.</summary>
internal sealed record CommandLine(CommandLine.Wish Wants, string? Problem = null)
{
    public const string Usage =
        """
        homelab-agent: reads this machine's sensors for the coordinator, and goes down when its power lease ends.

          --config FILE     its own configuration (default /etc/homelab/agent.yaml)
          --state DIR       state directory, instead of the configured one
          --check-config    read the configuration, name every mistake, and end
          --print-once      collect once, print it in Prometheus's text format, and end; needs no configuration
          --root DIR        with --print-once: read the tree below DIR instead of this machine
          --version         print the version
          --help            print this

        Exit codes: 0 ended as asked, 1 failed while running, 2 the command line was not understood, 3 the configuration is not usable;
        with `power_off: exit` also 10, powered off by order, and 11, powered off because the lease ran out.
        """;

    public enum Wish
    {
        Run,
        CheckConfig,
        PrintOnce,
        Version,
        Help,
    }

    public string ConfigPath { get; private init; } = AgentFile.DefaultPath;

    public string? StateDirectory { get; private init; }

    public string Root { get; private init; } = "/";

    public static CommandLine Parse(string[] arguments)
    {
        var line = new CommandLine(Wish.Run);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--config" or "--state" or "--root" when string.IsNullOrEmpty(value):
                    return line with { Problem = $"{arguments[i]} needs a value" };
                case "--config":
                    line = line with { ConfigPath = value };
                    i++;
                    break;
                case "--state":
                    line = line with { StateDirectory = Path.GetFullPath(value) };
                    i++;
                    break;
                case "--root":
                    line = line with { Root = Path.GetFullPath(value) };
                    i++;
                    break;
                case "--check-config":
                    line = line with { Wants = Wish.CheckConfig };
                    break;
                case "--print-once":
                    line = line with { Wants = Wish.PrintOnce };
                    break;
                case "--version":
                    line = line with { Wants = Wish.Version };
                    break;
                case "--help" or "-h":
                    line = line with { Wants = Wish.Help };
                    break;
                default:
                    return line with { Problem = $"{arguments[i]} is not an option" };
            }
        }

        return line.Root != "/" && line.Wants != Wish.PrintOnce
            ? line with { Problem = "--root belongs to --print-once; otherwise the configuration has the root" }
            : line;
    }

    public static int Show(string text)
    {
        Console.Out.WriteLine(text);
        return ExitCode.Done;
    }

    public static int Refuse(string problem)
    {
        Console.Error.WriteLine($"homelab-agent: {problem}. See homelab-agent --help.");
        return ExitCode.Usage;
    }
}
