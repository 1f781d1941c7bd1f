using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Trial;

/// <summary>The first command that a newcomer runs.</summary>
public sealed class DeployTry
{
    [Fact]
    public async Task Ends_by_itself_with_the_order_kept_and_leaves_nothing_behind()
    {
        using var folder = new TempFolder();
        await using var trial = await StartAsync(folder, Repository.PathOf("deploy/try"), "--once");
        var exit = await trial.WaitForExitAsync(TimeSpan.FromMinutes(5));

        Assert.True(exit.Code == 0, trial.Tail(60));
        Assert.Contains(trial.Lines, line => line.StartsWith("The order was kept: 4 nodes went down", StringComparison.Ordinal));
        Assert.Contains(trial.Lines, line => line.StartsWith("The page: http://127.0.0.1:", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Empty(ProcessesNaming(folder.Path));
    }

    [Fact]
    public async Task Leaves_no_process_when_it_is_killed_in_the_middle()
    {
        using var folder = new TempFolder();
        // As a user names files of his own: from where he stands.
        using var home = new TempFolder();
        File.Copy(Repository.PathOf("deploy/trial/lab.yaml"), home.At("own.yaml"));
        File.Copy(Repository.PathOf("deploy/trial/outage.seq"), home.At("own.seq"));
        await using var trial = await StartAsync(folder, "-C", home.Path, Repository.PathOf("deploy/try"), "--once", "--lab", "own.yaml", "--outage", "own.seq");
        await Until.TrueAsync(
            () => trial.Lines.Any(line => line.Contains("OB DISCHRG", StringComparison.Ordinal)), TimeSpan.FromMinutes(5), "the outage to begin");
        Assert.NotEmpty(ProcessesNaming(folder.Path));
        await trial.KillAsync();
        await Until.TrueAsync(() => ProcessesNaming(folder.Path).Count == 0, TimeSpan.FromSeconds(10), "everything to be gone");
    }

    private static Task<RunningProgram> StartAsync(TempFolder folder, params string[] command) => RunningProgram.StartAsync(
        "deploy/try", "env", command, new Dictionary<string, string> { ["TMPDIR"] = folder.Path });

    /// <summary>Processes with this path in their arguments or their environment: all that a trial starts have one.</summary>
    private static List<string> ProcessesNaming(string path)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(name => int.TryParse(Path.GetFileName(name), out _)))
        {
            try
            {
                var arguments = File.ReadAllText(Path.Combine(process, "cmdline"));
                if (arguments.Contains(path, StringComparison.Ordinal) || File.ReadAllText(Path.Combine(process, "environ")).Contains(path, StringComparison.Ordinal))
                {
                    found.Add(arguments.Replace('\0', ' '));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is someone else's.
            }
        }

        return found;
    }
}
