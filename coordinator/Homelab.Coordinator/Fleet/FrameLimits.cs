using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>What an uplink may carry. A frame beyond it is refused in one sentence and never reaches a listener.</summary>
internal static class FrameLimits
{
    public const int FrameBytes = 1 << 20;

    private const int TextCharacters = 1024;
    private const int ListItems = 20_000;
    private const int Labels = 64;

    /// <summary>The protocol of this coordinator; one version both ways is understood.</summary>
    public const uint Protocol = 1;

    /// <summary>Null where the frame is well formed.</summary>
    public static string? Fault(AgentFrame frame)
    {
        if (frame.CalculateSize() > FrameBytes)
        {
            return $"a frame is larger than {FrameBytes} bytes";
        }

        if (frame.Key is { } key && (IsLong(key.BootId) || key.Sequence == 0))
        {
            return "a key without a sequence or with a boot id that is too long";
        }

        return frame.BodyCase switch
        {
            AgentFrame.BodyOneofCase.None => "a frame without a body",
            AgentFrame.BodyOneofCase.Hello => "a second hello",
            AgentFrame.BodyOneofCase.Readings => Fault(frame.Readings),
            AgentFrame.BodyOneofCase.Series => Fault(frame.Series),
            AgentFrame.BodyOneofCase.Event => IsLong(frame.Event.Code) || IsLong(frame.Event.Message) || frame.Event.Labels.Count > Labels ? "an event that is too long" : null,
            AgentFrame.BodyOneofCase.Gap => frame.Gap.Series.Count > ListItems ? "a gap over too many series" : frame.Gap.Series.Select(Fault).FirstOrDefault(fault => fault is not null),
            AgentFrame.BodyOneofCase.Report => frame.Report.Facts.Count > ListItems || frame.Report.Units.Count > ListItems ? "a report with too many lines" : null,
            AgentFrame.BodyOneofCase.Progress => IsLong(frame.Progress.OrderId) || IsLong(frame.Progress.Detail) ? "an order's progress that is too long" : null,
            _ => null,
        };
    }

    /// <summary>Null where the first frame is a hello that can be understood.</summary>
    public static string? Fault(Hello hello) => hello switch
    {
        { Protocol: not Protocol } => $"protocol {hello.Protocol}; this coordinator speaks {Protocol}",
        { Node: "" } => "a hello without a node",
        { BootId: "" } => "a hello without a boot id",
        _ when IsLong(hello.Node) || IsLong(hello.BootId) || IsLong(hello.AgentVersion) || IsLong(hello.Machine) || hello.Orders.Count > ListItems => "a hello that is too long",
        _ => null,
    };

    private static string? Fault(ReadingBatch batch) => batch switch
    {
        _ when batch.Series.Count != batch.Values.Count => "readings with more series than values, or fewer",
        _ when batch.Series.Count > ListItems => "too many readings in one frame",
        _ => null,
    };

    private static string? Fault(SeriesDescription series) =>
        series.Metric.Length == 0 || IsLong(series.Metric) || series.Labels.Count > Labels || series.Labels.Any(label => IsLong(label.Key) || IsLong(label.Value))
            ? "a series without a name, or with names that are too long"
            : null;

    private static bool IsLong(string text) => text.Length > TextCharacters;
}
