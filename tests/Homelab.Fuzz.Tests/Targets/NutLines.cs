using Homelab.Nut;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>What answers as a upsd: a piece for each request, with a record separator (0x1E) between two.</summary>
internal sealed class NutLines : Target
{
    private static readonly NutEndpoint s_endpoint = new() { Host = "127.0.0.1", Port = 3493, Tls = NutTls.Never };

    public override string Name => "nut";

    public override IReadOnlyList<byte[]> Words { get; } = Utf8(
        "\u001e", "\n", " ", "\"", "\\", "#", "=", "BEGIN LIST VAR ups\n", "END LIST VAR ups\n", "VAR ups ", "ERR ", "DATA-STALE\n", "OK\n", "ups.status", "\"OB LB FSD\"\n", "battery.charge", "battery.runtime",
        "BEGIN LIST CLIENT ups\n", "CLIENT ups 10.0.0.1\n", "END LIST CLIENT ups\n", "BEGIN LIST CMD ups\n", "CMD ups load.off\n", "END LIST CMD ups\n", "\0", "\u0085", "é");

    public override void Take(byte[] input)
    {
        Run(async session =>
        {
            WhatAFeedSays.Of(await session.ListVariablesAsync("ups", CancellationToken.None));
            _ = await session.ListClientsAsync("ups", CancellationToken.None);
            _ = await session.ListCommandsAsync("ups", CancellationToken.None);
            _ = await session.CountLoginsAsync("ups", CancellationToken.None);
            _ = await session.GetTrackingAsync("id", CancellationToken.None);
        }, input);
        Run(async session => _ = await session.ListUpsAsync(CancellationToken.None), input);
        Run(async session => _ = await session.RunCommandAsync("ups", "test.battery.start", null, CancellationToken.None), input);
    }

    public override void Dispose()
    {
    }

    private static void Run(Func<NutSession, Task> talk, byte[] input)
    {
        var session = NutSession.Over(new ScriptedStream(Pieces(input)), s_endpoint, TimeProvider.System);
        try
        {
            talk(session).GetAwaiter().GetResult();
        }
        catch (NutException failure) when (failure.Message.Length is > 0 and < 1000 && !failure.Message.Any(char.IsControl))
        {
            // The only kind that the client lets out.
        }
        finally
        {
            session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IEnumerable<byte[]> Pieces(byte[] input)
    {
        for (var from = 0; from < input.Length;)
        {
            var end = input.AsSpan(from).IndexOf((byte)0x1e) is >= 0 and var length ? from + length : input.Length;
            yield return input[from..end];
            from = end + 1;
        }
    }
}
