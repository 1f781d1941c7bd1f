using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Homelab.Host.Bus;

/// <summary>Puts arguments into a message.</summary>
internal static class BusArguments
{
    public static bool Append(MessageHandle message, ImmutableArray<BusArgument> arguments) =>
        arguments.All(argument => argument switch
        {
            BusArgument.Text text => SdBus.AppendString(message, (byte)'s', text.Value) >= 0,
            BusArgument.Flag flag => AppendFlag(message, flag.Value),
            BusArgument.Number number => AppendNumber(message, number.Value),
            BusArgument.Texts texts => AppendTexts(message, texts.Values),
            _ => false,
        });

    private static unsafe bool AppendFlag(MessageHandle message, bool value)
    {
        var flag = value ? 1 : 0;
        return SdBus.AppendBasic(message, (byte)'b', (nint)(&flag)) >= 0;
    }

    private static unsafe bool AppendNumber(MessageHandle message, ulong value) => SdBus.AppendBasic(message, (byte)'t', (nint)(&value)) >= 0;

    private static bool AppendTexts(MessageHandle message, ImmutableArray<string> values) =>
        SdBus.OpenContainer(message, (byte)'a', "s") >= 0
        && values.All(value => SdBus.AppendString(message, (byte)'s', value) >= 0)
        && SdBus.CloseContainer(message) >= 0;
}
