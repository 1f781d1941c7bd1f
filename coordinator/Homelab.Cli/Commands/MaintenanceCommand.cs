using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

internal static class MaintenanceCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var node = new Argument<string>("node") { Description = "Name of the node." };
        var span = new Option<string?>("--for") { Description = "How long, such as 30m or 2h; it ends by itself then.", HelpName = "DURATION" };
        var end = new Option<bool>("--end") { Description = "End it now." };
        var command = new Command("maintenance", "Say that a node is being worked on, so that its silence is no alarm.") { node, span, end };
        command.SetAction((parsed, cancellation) =>
        {
            var (length, error) = Length(parsed.GetValue(span), parsed.GetValue(end));
            if (length is not { } bound)
            {
                terminal.Error.WriteLine($"homelab: {error}");
                return Task.FromResult(ExitCode.Usage);
            }

            return CoordinatorQuestion.Ask(terminal, shared, parsed, question => Set(question, parsed.GetRequiredValue(node), bound), cancellation);
        });
        return command;
    }

    private static async Task<int> Set(CoordinatorQuestion question, string node, TimeSpan length)
    {
        var by = OperatorName.Of(question.Terminal);
        var request = new SetMaintenanceRequest { Node = node, ForMs = (long)length.TotalMilliseconds, By = by };
        var answer = await question.Client.SetMaintenanceAsync(request, question.Options);
        var zone = (await question.Status()).TimeZone;
        await question.Answer(
            () => CliJson.Text(NodeJson.Of(answer)),
            () => MaintenanceText.Of(answer, zone, question.Terminal.Surface, question.Now));
        return ExitCode.Fine;
    }

    private static (TimeSpan? Length, string Error) Length(string? text, bool end) => (text, end) switch
    {
        (null, false) => (null, "say how long with --for 2h, or end it with --end."),
        (not null, true) => (null, "--for and --end exclude each other."),
        (null, true) => (TimeSpan.Zero, ""),
        _ when !Duration.TryRead(text, out var span) || span <= TimeSpan.Zero => (null, $"--for {text} is not a duration. Write it with its unit: 90s, 30m, 2h, 1h30m, 2d."),
        _ when Duration.TryRead(text, out var span) && span <= Longest => (span, ""),
        _ => (null, $"--for {text} is longer than 30 days: a node that is away that long belongs out of the lab file."),
    };
}
