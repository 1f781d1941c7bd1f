using Google.Protobuf.Collections;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>
/// Brings a frame within the limits: cuts what is too long, drops what cannot be a value. It never drops a frame that wants an ack, since the
/// agent would send it for ever. Counts what it changed.
/// </summary>
internal sealed partial class FrameRepair
{
    // Beyond these DateTimeOffset and sums of moments overflow.
    private const long WallMsMax = 253_402_300_799_999;
    private const long BootNsMax = long.MaxValue / 8;

    public long Count { get; private set; }

    /// <summary>False where the frame is to be ignored: a body of a newer protocol, or a series that cannot be one.</summary>
    public bool TryRepair(AgentFrame frame)
    {
        if (frame.Key is { } key)
        {
            key.BootId = Name(key.BootId);
        }

        switch (frame.BodyCase)
        {
            case AgentFrame.BodyOneofCase.None:
                return frame.Key is not null;
            case AgentFrame.BodyOneofCase.Beat:
                Repair(frame.Beat);
                break;
            case AgentFrame.BodyOneofCase.Series:
                return TryRepair(frame.Series);
            case AgentFrame.BodyOneofCase.Readings:
                Repair(frame.Readings);
                break;
            case AgentFrame.BodyOneofCase.Report:
                Repair(frame.Report);
                break;
            case AgentFrame.BodyOneofCase.Storage:
                Repair(frame.Storage);
                break;
            case AgentFrame.BodyOneofCase.Event:
                Repair(frame.Event);
                break;
            case AgentFrame.BodyOneofCase.Progress:
                Repair(frame.Progress);
                break;
            case AgentFrame.BodyOneofCase.Gap:
                Repair(frame.Gap);
                break;
            case AgentFrame.BodyOneofCase.DrillAnswer:
                Repair(frame.DrillAnswer);
                break;
            case AgentFrame.BodyOneofCase.SupplyAnswer:
                Repair(frame.SupplyAnswer);
                break;
            case AgentFrame.BodyOneofCase.ScanAnswer:
                Repair(frame.ScanAnswer);
                break;
            case AgentFrame.BodyOneofCase.LeaseAnswer:
                Repair(frame.LeaseAnswer);
                break;
        }

        return true;
    }

    private string Name(string text) => Cut(text, UplinkLimits.NameCharacters);

    private string Text(string text) => Cut(text, UplinkLimits.TextCharacters);

    private string Cut(string text, int characters)
    {
        if (text.Length <= characters)
        {
            return text;
        }

        Count++;

        // Half of a surrogate pair is not text.
        return char.IsHighSurrogate(text[characters - 1]) ? text[..(characters - 1)] : text[..characters];
    }

    private long Within(long value, long most)
    {
        var clamped = Math.Clamp(value, 0, most);
        Count += clamped == value ? 0 : 1;
        return clamped;
    }

    private double Finite(double value)
    {
        if (double.IsFinite(value))
        {
            return value;
        }

        Count++;
        return 0;
    }

    private void Limit<T>(RepeatedField<T> items, int most)
    {
        if (items.Count > most)
        {
            Count++;
            while (items.Count > most)
            {
                items.RemoveAt(items.Count - 1);
            }
        }
    }

    private void Limit(MapField<string, string> pairs, int most)
    {
        if (pairs.Count <= most && pairs.All(pair => pair.Key.Length <= UplinkLimits.NameCharacters && pair.Value.Length <= UplinkLimits.TextCharacters))
        {
            return;
        }

        Count++;
        var kept = pairs.Take(most).ToList();
        pairs.Clear();
        foreach (var (name, value) in kept)
        {
            pairs[Name(name)] = Text(value);
        }
    }
}
