using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Offline;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;
using Homelab.Files;

namespace Homelab.Cli.Commands;

internal static class PlanCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var feeds = new Option<string[]>("--feed") { Description = "Only this feed dies; may be repeated. Without it every battery starts to run down now.", HelpName = "NAME" };
        var lab = new Option<FileInfo?>("--lab") { Description = "Plan from this lab file, without a coordinator.", HelpName = "FILE" };
        var command = new Command("plan", "What happens if the power goes now: who stops when, what binds each start, and whether the time suffices.") { feeds, lab };
        command.SetAction(async (parsed, cancellation) =>
        {
            var only = parsed.GetValue(feeds) ?? [];
            return parsed.GetValue(lab) is { } file
                ? await FromFile(terminal, file, only, parsed.GetValue(shared.Json))
                : await CoordinatorQuestion.Ask(terminal, shared, parsed, question => FromCoordinator(question, only), cancellation);
        });
        return command;
    }

    private static async Task<int> FromCoordinator(CoordinatorQuestion question, string[] only)
    {
        var plan = await question.Client.GetPlanAsync(new GetPlanRequest { Feeds = { only } }, question.Options);
        var status = await question.Status();
        var verdict = PlanVerdict.Of(plan, []);
        await question.Answer(
            () => CliJson.Text(PlanJson.Of(plan)),
            () => PlanText.Of(plan, verdict, PlanBasis.Of(plan, status, question.Now), question.Terminal.Surface));
        return PlanText.IsWrong(plan, verdict) ? ExitCode.SomethingWrong : ExitCode.Fine;
    }

    private static async Task<int> FromFile(Terminal terminal, FileInfo file, string[] only, bool json)
    {
        var read = LabFile.Read(file.ToString());
        if (read.Lab is not { } lab)
        {
            await terminal.Error.WriteLineAsync($"homelab: {file} cannot be planned with: it has errors. See them with: homelab check {file}");
            return ExitCode.BadConfiguration;
        }

        if (only.FirstOrDefault(name => lab.Feed(name) is null) is { } unknown)
        {
            var known = string.Join(", ", lab.Feeds.Select(feed => feed.Name));
            await terminal.Error.WriteLineAsync($"homelab: --feed {unknown} is not a feed of {file}. Its feeds: {(known.Length > 0 ? known : "none")}.");
            return ExitCode.Usage;
        }

        var plan = OfflinePlan.Of(lab, only);
        var verdict = OfflinePlan.Verdict(lab, plan);
        await terminal.Out.WriteAsync(json ? CliJson.Text(PlanJson.Of(plan)) : PlanText.Of(plan, verdict, OfflinePlan.Basis(lab), terminal.Surface));
        return PlanText.IsWrong(plan, verdict) ? ExitCode.SomethingWrong : ExitCode.Fine;
    }
}
