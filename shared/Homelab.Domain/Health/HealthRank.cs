namespace Homelab.Domain.Health;

/// <summary>The order of states by how bad they are for what depends on them.</summary>
public static class HealthRank
{
    public static bool Serves(HealthState state) => state is HealthState.Ok or HealthState.Degraded;

    public static HealthState Worst(HealthState left, HealthState right) => Of(left) >= Of(right) ? left : right;

    public static bool IsBetter(HealthState left, HealthState right) => Of(left) < Of(right);

    private static int Of(HealthState state) => state switch
    {
        HealthState.Ok => 0,
        HealthState.Degraded => 1,
        HealthState.Maintenance => 2,
        HealthState.Unknown => 3,
        HealthState.Unreachable => 4,
        _ => 5,
    };
}
