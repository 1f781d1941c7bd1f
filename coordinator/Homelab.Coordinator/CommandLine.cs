using Homelab.Files.Programs;

namespace Homelab.Coordinator;

/// <summary>The coordinator's few options. Anything else is a usage error.</summary>
internal sealed record CommandLine(CommandLine.Wish Wants, string ConfigPath, string? Problem)
{
    public const string Usage =
        """
        homelab-coordinator: knows from lab.yaml what the lab should be, and takes it down in order when the power fails.

          --config FILE     its own configuration (default /etc/homelab/coordinator.yaml)
          --state DIR       state directory, instead of the configured one
          --check-config    read both files, name every mistake, and end
          --version         print the version
          --help            print this

        Exit codes: 0 ended as asked, 1 failed while running, 2 the command line was not understood, 3 the configuration is not usable.
        """;

    public enum Wish
    {
        Run,
        CheckConfig,
        Version,
        Help,
    }

    public string? StateDirectory { get; private init; }

    public static CommandLine Parse(string[] arguments)
    {
        var line = new CommandLine(Wish.Run, CoordinatorFile.DefaultPath, null);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--config" or "--state" when value is null:
                    return line with { Problem = $"{arguments[i]} needs a value" };
                case "--config":
                    line = line with { ConfigPath = value! };
                    i++;
                    break;
                case "--state":
                    line = line with { StateDirectory = value };
                    i++;
                    break;
                case "--check-config":
                    line = line with { Wants = Wish.CheckConfig };
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

        return line;
    }

    public static int Show(string text)
    {
        Console.Out.WriteLine(text);
        return ExitCode.Done;
    }

    public static int Refuse(string problem)
    {
        Console.Error.WriteLine($"homelab-coordinator: {problem}. See homelab-coordinator --help.");
        return ExitCode.Usage;
    }
}
