using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;

namespace Homelab.Cli.Commands;

internal static class FeedsCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("feeds", "What powers the lab: state, time left and on what that rests. Exit code 1 where a feed is not on line.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var status = await question.Status();
            await question.Answer(
                () => CliJson.Text(new FeedsJson([.. status.Feeds.Select(FeedJson.Of)])),
                () => FeedsText.Of(status, terminal.Surface, question.Now));
            return status.Feeds.Any(StateWords.IsWrong) ? ExitCode.SomethingWrong : ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
