using Homelab.Coordinator.Api;

namespace Homelab.Coordinator.Audit;

/// <summary>Shows the audit log and its chain, for REST and gRPC alike.</summary>
public sealed class AuditDesk(AuditLog audit)
{
    private const int Usual = 50;
    private const int Most = 1000;

    /// <param name="last">How many lines; zero for fifty.</param>
    public Answer<AuditView> Show(int last)
    {
        if (last is < 0 or > Most)
        {
            return ApiProblem.BadRequest($"1 to {Most} lines can be shown at once.");
        }

        try
        {
            return new AuditView(audit.Last(last == 0 ? Usual : last));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ApiProblem.Failed($"The audit log cannot be read: {failure.Message}");
        }
    }

    /// <param name="noted">A hash that was noted elsewhere; null or empty where none was.</param>
    public Answer<AuditVerdictView> Verify(string? noted)
    {
        try
        {
            return AuditVerdictView.Of(audit.Verify(string.IsNullOrEmpty(noted) ? null : noted));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ApiProblem.Failed($"The audit log cannot be read: {failure.Message}");
        }
    }
}
