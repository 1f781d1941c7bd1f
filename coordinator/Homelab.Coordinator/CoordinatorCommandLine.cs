using Homelab.Files.Programs;
using Homelab.Host.Programs;

namespace Homelab.Coordinator;

/// <summary>The coordinator's few options. Anything else is a usage error.</summary>
internal static class CoordinatorCommandLine
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

    public static CommandLine Parse(string[] arguments) => CommandLine.Parse(arguments, CoordinatorFile.DefaultPath, ownFlags: [], ownValues: []);
}
