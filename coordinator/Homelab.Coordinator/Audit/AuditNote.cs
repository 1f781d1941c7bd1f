using Homelab.Domain.People;

namespace Homelab.Coordinator.Audit;

/// <summary>What a handler says of its call, for the audit log.</summary>
public sealed class AuditNote
{
    /// <summary>Whoever signed in by this very call.</summary>
    public string Who { get; set; } = "";

    /// <summary>What somebody calls himself who cannot prove it.</summary>
    public string Said { get; set; } = "";

    /// <summary>On what, never with a secret.</summary>
    public string Detail { get; set; } = "";

    /// <summary>Why it was not done.</summary>
    public string Refusal { get; set; } = "";

    /// <summary>It only asks what something would mean.</summary>
    public bool IsPreview { get; set; }

    /// <summary>Null where the call changes nothing.</summary>
    public static AuditNote? Of(HttpContext context) => context.Features.Get<AuditNote>();

    /// <summary>Says on what; never with a secret.</summary>
    public static void Detailed(HttpContext context, string detail)
    {
        if (Of(context) is { } note)
        {
            note.Detail = detail;
        }
    }

    /// <summary>What is no name may be a password in the wrong field.</summary>
    public static string Name(string? typed) => AccountRules.NameProblem(typed) is null ? typed! : "(no name)";

    /// <summary>For the calls that command power.</summary>
    public static void Power(HttpContext context, Contracts.V1.AskPowerRequest request)
    {
        if (Of(context) is { } note)
        {
            note.IsPreview = request.Preview;
            note.Detail = $"{Name(request.Wish)} {(request.Lab ? "the whole lab" : string.Join(", ", request.Nodes.Select(Name)))}{(request.WithDependents ? " with dependents" : "")}";
        }
    }
}
