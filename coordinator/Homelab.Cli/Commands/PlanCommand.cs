using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Offline;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;
using Homelab.Domain.Shutdown;
using Homelab.Files;

namespace Homelab.Cli.Commands;

internal static class PlanCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var options = new PlanOptions();
        var command = new Command("plan", "What happens if the power goes now: who stops when, what binds each start, and whether the time suffices.")
        {
            options.Feeds, options.AtCharge, options.Lost, options.Lab,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var asked = new GetPlanRequest { Feeds = { parsed.GetValue(options.Feeds) ?? [] }, Lost = { parsed.GetValue(options.Lost) ?? [] } };
            if (parsed.GetValue(options.AtCharge) is { } charge)
            {
                asked.AtChargePercent = charge;
            }

            return parsed.GetValue(options.Lab) is { } file
                ? await FromFile(terminal, file, asked, parsed.GetValue(shared.Json))
                : await CoordinatorQuestion.Ask(terminal, shared, parsed, question => FromCoordinator(question, asked), cancellation);
        });
        return command;
    }

    private static async Task<int> FromCoordinator(CoordinatorQuestion question, GetPlanRequest asked)
    {
        var plan = await question.Client.GetPlanAsync(asked, question.Options);
        var status = await question.Status();
        var verdict = PlanVerdict.Of(plan, []);
        await question.Answer(
            () => CliJson.Text(PlanJson.Of(plan)),
            () => PlanText.Of(plan, verdict, PlanBasis.Of(plan, status, question.Now), question.Terminal.Surface));
        return PlanText.IsWrong(plan, verdict) ? ExitCode.SomethingWrong : ExitCode.Fine;
    }

    private static async Task<int> FromFile(Terminal terminal, FileInfo file, GetPlanRequest asked, bool json)
    {
        var read = LabFile.Read(file.ToString());
        if (read.Lab is not { } lab)
        {
            await terminal.Error.WriteLineAsync($"homelab: {file} cannot be planned with: it has errors. See them with: homelab check {file}");
            return ExitCode.BadConfiguration;
        }

        if (asked.Feeds.FirstOrDefault(name => lab.Feed(name) is null) is { } unknown)
        {
            var known = string.Join(", ", lab.Feeds.Select(feed => feed.Name));
            await terminal.Error.WriteLineAsync($"homelab: --feed {unknown} is not a feed of {file}. Its feeds: {(known.Length > 0 ? known : "none")}.");
            return ExitCode.Usage;
        }

        var lost = asked.Lost.Select(text => (Text: text, Read: WhatIf.ReadLost(text, lab))).ToList();
        if (lost.FirstOrDefault(thing => thing.Read.Thing is null) is { Text: { } text, Read.Error: var error })
        {
            await terminal.Error.WriteLineAsync($"homelab: --lost {text}: {error}");
            return ExitCode.Usage;
        }

        var whatIf = new WhatIf { ChargeRatio = asked.HasAtChargePercent ? asked.AtChargePercent / 100 : null, Lost = [.. lost.Select(thing => thing.Read.Thing!)] };
        var plan = OfflinePlan.Of(lab, [.. asked.Feeds], whatIf);
        var verdict = OfflinePlan.Verdict(lab, plan);
        await terminal.Out.WriteAsync(json ? CliJson.Text(PlanJson.Of(plan)) : PlanText.Of(plan, verdict, OfflinePlan.Basis(lab), terminal.Surface));
        return PlanText.IsWrong(plan, verdict) ? ExitCode.SomethingWrong : ExitCode.Fine;
    }
}
