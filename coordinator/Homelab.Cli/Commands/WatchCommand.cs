using System.CommandLine;
using Grpc.Core;
using Homelab.Cli.Api;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

internal static class WatchCommand
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("watch", "Events as they happen, the current ones first, until Ctrl-C. A lost coordinator is said and asked again.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            // The first failure ends the command: an address that is wrong stays wrong. Later ones are outages to sit out.
            var zone = (await question.Status()).TimeZone;
            var seen = new SeenEvents();
            while (true)
            {
                var loss = await Follow(question, seen, zone);
                if (cancellation.IsCancellationRequested)
                {
                    return ExitCode.Fine;
                }

                await terminal.Error.WriteLineAsync($"homelab: {loss} Asking again every {Duration.Show(Retry)}.");
                await Reconnected(question);
            }
        }, cancellation));
        return command;
    }

    /// <summary>Writes events until the stream ends; gives the reason of its end.</summary>
    private static async Task<string> Follow(CoordinatorQuestion question, SeenEvents seen, string zone)
    {
        try
        {
            using var call = question.Client.Watch(new WatchRequest(), cancellationToken: question.Cancellation);
            await foreach (var @event in call.ResponseStream.ReadAllAsync(question.Cancellation))
            {
                if (seen.Add(@event))
                {
                    await question.Answer(
                        () => CliJson.Row(EventJson.Of(@event)),
                        () => EventText.Of(@event, zone, question.Terminal.Surface, question.Now));
                    await question.Terminal.Out.FlushAsync(question.Cancellation);
                }
            }

            return "The coordinator ended the stream.";
        }
        catch (OperationCanceledException)
        {
            return "";
        }
        catch (RpcException failure)
        {
            return CallFailure.Sentence(question.Address, failure);
        }
    }

    private static async Task Reconnected(CoordinatorQuestion question)
    {
        while (!question.Cancellation.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Retry, question.Terminal.Clock, question.Cancellation);
                await question.Status();
                await question.Terminal.Error.WriteLineAsync("homelab: The coordinator answers again.");
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (RpcException)
            {
                // Said once already; the next try tells.
            }
        }
    }
}
