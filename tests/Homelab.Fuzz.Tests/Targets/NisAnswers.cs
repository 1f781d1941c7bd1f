using CsCheck;
using Homelab.Domain.Lab;
using Homelab.Nut.Apcupsd;
using Homelab.TestKit.Nut;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>What answers as apcupsd's network information server.</summary>
internal sealed class NisAnswers : Target
{
    private static readonly string[] s_names = ["STATUS", "STATFLAG", "BCHARGE", "TIMELEFT", "LINEV", "LOADPCT", "BATTV", "NOMPOWER", "DATE", "ITEMP", "MODEL", "CUMONBATT", "SELFTEST", "BATTDATE", ""];

    private static readonly string[] s_values =
        ["ONLINE", "ONBATT LOWBATT", "COMMLOST", "0x05000008", "0xffffffffffffffffff", "100.0 Percent", "1e400 Percent", "-5 Minutes", "NaN Volts", "999999999999999999 Minutes", "2026-11-29 15:00:00 +0000", "0000-00-00", ":", "", "\u0007", "é"];

    public override string Name => "nis";

    public override IReadOnlyList<byte[]> Words { get; } = [[0, 0], [0, 1, (byte)'\n'], [4, 0], [0xff, 0xff], .. Utf8("STATUS   : ONLINE\n", "STATFLAG : 0x05000008\n", "BCHARGE  : ", " Percent\n")];

    public override Gen<byte[]> Formed { get; } = Gen.Select(Gen.Int[0, s_names.Length - 1], Gen.Int[0, s_values.Length - 1]).Array[0, 20]
        .Select(fields => PlayedNis.Encode(fields.Select(field => $"{s_names[field.Item1],-9}: {s_values[field.Item2]}")));

    public override void Take(byte[] input)
    {
        var reader = new NisReader(new ApcupsdSource("127.0.0.1", 3551), TimeProvider.System) { Connect = _ => Task.FromResult<Stream>(new ScriptedStream([input])) };
        try
        {
            WhatAFeedSays.Of(reader.ReadAsync(CancellationToken.None).GetAwaiter().GetResult());
        }
        catch (NisException failure) when (failure.Message.Length is > 0 and < 2000 && !failure.Message.Any(char.IsControl))
        {
            // The only kind that the reader lets out.
        }
    }

    public override void Dispose()
    {
    }
}
