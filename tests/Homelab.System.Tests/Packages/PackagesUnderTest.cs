using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.System.Tests.Packages;

/// <summary>What deploy/lib/deb.sh makes of programs.</summary>
internal static class PackagesUnderTest
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    /// <summary>Makes the three packages into a folder.</summary>
    /// <param name="programs">The folder of the programs, or of stand-ins for them.</param>
    /// <param name="compressor">Of dpkg-deb(1); none is the quickest.</param>
    /// <exception cref="InvalidOperationException">The script failed; the message is its own.</exception>
    public static async Task MakeAsync(string programs, string into, string version, string compressor = "none", string rid = "linux-x64", string umask = "022")
    {
        var made = await Command.RunAsync(
            "env",
            [
                $"DPKG_DEB_COMPRESSOR_TYPE={compressor}", "sh", "-c", $"umask {umask}; exec \"$@\"", "sh",
                Repository.PathOf("deploy/lib/deb.sh"), "--programs", programs, "--out", into, "--version", version, "--rid", rid,
            ],
            bound: Bound,
            cancellation: TestContext.Current.CancellationToken);
        if (made.ExitCode != 0)
        {
            throw new InvalidOperationException(made.Output);
        }
    }

    /// <summary>Programs that do nothing, for what does not look into them.</summary>
    public static string StandIns(TempFolder folder)
    {
        foreach (var program in (string[])[PublishedProgram.Agent, PublishedProgram.AgentHelper, PublishedProgram.Coordinator, PublishedProgram.Cli])
        {
            folder.Write($"programs/{program}", "#!/bin/sh\n");
        }

        return folder.Folder("programs");
    }
}
