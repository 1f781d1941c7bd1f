using Homelab.Files.Programs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Homelab.Coordinator.Api;

/// <summary>Ready where the state directory can be written and the coordinator is not on its way out.</summary>
public sealed class Readiness(CoordinatorFileConfig file, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public const string Name = "coordinator";

    // Below it a journal or an epoch may not fit any more.
    private const long RoomBytes = 16L << 20;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var problem = lifetime.ApplicationStopping.IsCancellationRequested ? "The coordinator stops." : StateProblem();
        return Task.FromResult(problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(problem));
    }

    private string? StateProblem()
    {
        try
        {
            if (!Directory.Exists(file.StateDirectory))
            {
                return $"The state directory {file.StateDirectory} is gone.";
            }

            var room = new DriveInfo(file.StateDirectory).AvailableFreeSpace;
            return room < RoomBytes ? $"Only {room >> 20} MiB are free in {file.StateDirectory}; the journal needs room." : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"The state directory {file.StateDirectory} cannot be looked at: {failure.Message}";
        }
    }
}
