using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>What deploy/debian says of the command is what the command says of itself.</summary>
public sealed class ThePackageKnowsTheCommand
{
    /// <summary>What the help calls the command where the tests run it.</summary>
    private const string Program = "Homelab.Coordinator.Tests";

    private static readonly string Page = Repository.Read("deploy/debian/man/homelab.1").Replace("\\-", "-", StringComparison.Ordinal).Replace("\\e", "\\", StringComparison.Ordinal);

    [Fact]
    public async Task Every_command_and_each_of_its_options_stands_in_the_man_page()
    {
        var commands = await CommandsAsync([]);
        Assert.Contains(commands, command => command.SequenceEqual(["outage", "report"]));
        foreach (var command in commands)
        {
            var help = (await CommandRun.Of(null, [.. command, "--help"])).Out.Split('\n');
            Assert.Contains($".SS \"{Section(help, "Usage:").Single().Replace(" [options]", "", StringComparison.Ordinal).Replace(Program, "homelab", StringComparison.Ordinal)}\"\n", Page, StringComparison.Ordinal);
            // What every command takes stands once.
            var said = Section(help, "Description:").Concat(Section(help, "Arguments:").Concat(Section(help, "Options:")).SelectMany(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
            Assert.All(said, part => Assert.Contains(part, Page, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("homelab ", "status", "outage", "check")]
    [InlineData("homelab outage re", "report", "release")]
    [InlineData("homelab plan --", "--at-charge", "--json")]
    public async Task The_completion_asks_the_command_what_may_follow(string line, params string[] words)
    {
        Assert.Contains("homelab \"[suggest:${#line}]\" \"$line\"", Repository.Read("deploy/debian/homelab.bash-completion"), StringComparison.Ordinal);
        var run = await CommandRun.Of(null, $"[suggest:{line.Length}]", line);
        Assert.Equal(0, run.ExitCode);
        Assert.Subset(run.Out.Split('\n').ToHashSet(), words.ToHashSet());
    }

    /// <summary>The commands below one, without those that only hold others.</summary>
    private static async Task<List<string[]>> CommandsAsync(string[] above)
    {
        List<string[]> commands = [];
        foreach (var line in Section((await CommandRun.Of(null, [.. above, "--help"])).Out.Split('\n'), "Commands:"))
        {
            string[] command = [.. above, line.Split(' ')[0]];
            var below = await CommandsAsync(command);
            commands.AddRange(below.Count > 0 ? below : [command]);
        }

        return commands;
    }

    private static IEnumerable<string> Section(string[] help, string title) =>
        help.SkipWhile(line => line != title).Skip(1).TakeWhile(line => line.StartsWith(' ')).Select(line => line.Trim());
}
