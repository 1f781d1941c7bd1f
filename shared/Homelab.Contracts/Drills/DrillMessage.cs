using Homelab.Contracts.V1;
using Homelab.Domain.Drills;
using DrillItem = Homelab.Domain.Drills.DrillItem;
using DrillVerdict = Homelab.Domain.Drills.DrillVerdict;
using WireItem = Homelab.Contracts.V1.DrillItem;
using WireSubject = Homelab.Contracts.V1.RehearsedSubject;
using WireVerdict = Homelab.Contracts.V1.DrillVerdict;

namespace Homelab.Contracts.Drills;

/// <summary>Rehearsals on the wire and off it.</summary>
public static class DrillMessage
{
    public static WireItem ToWire(this DrillItem item) => new() { Name = item.Name, Verdict = ToWire(item.Verdict), Basis = item.Basis };

    /// <summary>A verdict that this version does not know is no good news.</summary>
    public static DrillItem FromWire(this WireItem item) => new(
        item.Name,
        item.Verdict switch
        {
            WireVerdict.DrillOk => DrillVerdict.Ok,
            WireVerdict.DrillBelieved => DrillVerdict.Believed,
            WireVerdict.DrillFails => DrillVerdict.Fails,
            _ => DrillVerdict.Unknown,
        },
        item.Basis);

    public static Rehearsal ToWire(this RehearsalReport report)
    {
        var wire = new Rehearsal { Id = report.Id, BeganWallMs = report.Began.ToUnixTimeMilliseconds(), TookSeconds = report.Took.TotalSeconds, Verdict = ToWire(report.Verdict) };
        wire.Subjects.AddRange(report.Subjects.Select(subject => new WireSubject
        {
            Kind = subject.Kind.ToString().ToLowerInvariant(),
            Name = subject.Name,
            Items = { subject.Items.Select(item => item.ToWire()) },
        }));
        return wire;
    }

    /// <summary>ok, believed, unknown or fails.</summary>
    public static string Word(WireVerdict verdict) => verdict switch
    {
        WireVerdict.DrillOk => "ok",
        WireVerdict.DrillBelieved => "believed",
        WireVerdict.DrillFails => "fails",
        _ => "unknown",
    };

    private static WireVerdict ToWire(DrillVerdict verdict) => verdict switch
    {
        DrillVerdict.Ok => WireVerdict.DrillOk,
        DrillVerdict.Believed => WireVerdict.DrillBelieved,
        DrillVerdict.Fails => WireVerdict.DrillFails,
        _ => WireVerdict.DrillUnknown,
    };
}
