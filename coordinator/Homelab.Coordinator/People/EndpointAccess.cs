using System.Collections.Frozen;
using Homelab.Domain.People;

namespace Homelab.Coordinator.People;

/// <summary>Who may use which endpoint: the one table, for REST and gRPC alike. What is not in it is nobody's.</summary>
internal static class EndpointAccess
{
    private static readonly (Access Access, string[] Endpoints)[] s_table =
    [
        (Access.Anyone,
        [
            "GET /healthz", "GET /authority.pem", "GET /{**path}", "POST /api/v1/session",
            "POST /homelab.v1.PeopleApi/Login",
            "POST /grpc.health.v1.Health/Check", "POST /grpc.health.v1.Health/Watch",

            // gRPC's own answers to what is not there.
            "ANY {unimplementedService}/{unimplementedMethod:grpcunimplemented}",
            "ANY homelab.v1.Uplink/{unimplementedMethod:grpcunimplemented}",
            "ANY homelab.v1.Certification/{unimplementedMethod:grpcunimplemented}",
            "ANY homelab.v1.LabApi/{unimplementedMethod:grpcunimplemented}",
            "ANY homelab.v1.PeopleApi/{unimplementedMethod:grpcunimplemented}",
            "ANY grpc.health.v1.Health/{unimplementedMethod:grpcunimplemented}",
            "ANY grpc.reflection.v1.ServerReflection/{unimplementedMethod:grpcunimplemented}",
            "ANY grpc.reflection.v1alpha.ServerReflection/{unimplementedMethod:grpcunimplemented}",
        ]),
        (Access.Agent,
        [
            "POST /homelab.v1.Uplink/Connect",
            "POST /homelab.v1.Certification/GetAuthority", "POST /homelab.v1.Certification/Enrol", "POST /homelab.v1.Certification/Renew",
        ]),
        (Access.Viewer,
        [
            "GET /api/v1/status", "GET /api/v1/nodes", "GET /api/v1/nodes/{name}", "GET /api/v1/feeds", "GET /api/v1/services", "GET /api/v1/plan",
            "GET /api/v1/outage", "GET /api/v1/outages", "GET /api/v1/outages/{id}/report", "GET /api/v1/outages/{id}/report.svg", "GET /api/v1/history", "GET /api/v1/heat", "GET /api/v1/events",
            "GET /metrics", "GET /openapi/v1.json",
            "GET /api/v1/session", "DELETE /api/v1/session", "POST /api/v1/users/{name}/password", "GET /api/v1/tokens", "POST /api/v1/tokens", "DELETE /api/v1/tokens/{id}",
            "POST /homelab.v1.LabApi/GetStatus", "POST /homelab.v1.LabApi/ListNodes", "POST /homelab.v1.LabApi/GetPlan", "POST /homelab.v1.LabApi/GetOutage",
            "POST /homelab.v1.LabApi/ListOutages", "POST /homelab.v1.LabApi/GetOutageReport", "POST /homelab.v1.LabApi/GetHistory", "POST /homelab.v1.LabApi/GetHeat", "POST /homelab.v1.LabApi/Watch",
            "POST /homelab.v1.LabApi/GetAuthorities",
            "POST /homelab.v1.PeopleApi/WhoAmI", "POST /homelab.v1.PeopleApi/SetPassword",
            "POST /homelab.v1.PeopleApi/ListTokens", "POST /homelab.v1.PeopleApi/CreateToken", "POST /homelab.v1.PeopleApi/RevokeToken",
            "POST /grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "POST /grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
        ]),
        (Access.Operator,
        [
            "POST /api/v1/nodes/{name}/maintenance", "POST /api/v1/outage/{wish}", "POST /api/v1/power/{wish}", "POST /api/v1/drill",
            "POST /homelab.v1.LabApi/SetMaintenance", "POST /homelab.v1.LabApi/AskOutage", "POST /homelab.v1.LabApi/AskPower", "POST /homelab.v1.LabApi/Rehearse",
            "POST /homelab.v1.LabApi/ScanSensors",
        ]),
        (Access.Admin,
        [
            "GET /api/v1/users", "GET /api/v1/audit", "GET /api/v1/audit/verdict", "POST /api/v1/users", "POST /api/v1/users/{name}/role", "DELETE /api/v1/users/{name}",
            "POST /homelab.v1.LabApi/InviteNode", "POST /homelab.v1.LabApi/RevokeNode", "POST /homelab.v1.LabApi/RotateAuthority",
            "POST /homelab.v1.PeopleApi/ListUsers", "POST /homelab.v1.PeopleApi/AddUser", "POST /homelab.v1.PeopleApi/SetRole", "POST /homelab.v1.PeopleApi/RemoveUser",
            "POST /homelab.v1.PeopleApi/ShowAudit", "POST /homelab.v1.PeopleApi/VerifyAudit",
        ]),
    ];

    private static readonly FrozenDictionary<string, Access> s_byEndpoint =
        s_table.SelectMany(row => row.Endpoints.Select(endpoint => (endpoint, row.Access))).ToFrozenDictionary(pair => pair.endpoint, pair => pair.Access, StringComparer.Ordinal);

    /// <summary>Of gRPC, where every call is a POST: what changes or orders something.</summary>
    private static readonly FrozenSet<string> s_changing = new[]
    {
        "/homelab.v1.LabApi/SetMaintenance", "/homelab.v1.LabApi/AskOutage", "/homelab.v1.LabApi/AskPower", "/homelab.v1.LabApi/Rehearse",
        "/homelab.v1.LabApi/ScanSensors", "/homelab.v1.LabApi/InviteNode", "/homelab.v1.LabApi/RevokeNode", "/homelab.v1.LabApi/RotateAuthority",
        "/homelab.v1.PeopleApi/Login", "/homelab.v1.PeopleApi/AddUser", "/homelab.v1.PeopleApi/SetPassword", "/homelab.v1.PeopleApi/SetRole", "/homelab.v1.PeopleApi/RemoveUser",
        "/homelab.v1.PeopleApi/CreateToken", "/homelab.v1.PeopleApi/RevokeToken",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static IEnumerable<string> All => s_byEndpoint.Keys;

    /// <summary>Null where the table does not have it.</summary>
    public static Access? Of(string method, string? pattern) =>
        s_byEndpoint.TryGetValue($"{(HttpMethods.IsHead(method) ? HttpMethods.Get : method)} {pattern}", out var access) || s_byEndpoint.TryGetValue($"ANY {pattern}", out access) ? access : null;

    /// <summary>It changes or orders something, and so belongs into the audit log.</summary>
    public static bool Changes(string method, string? pattern) =>
        s_changing.Contains(pattern ?? "") || (pattern?.StartsWith("/api/", StringComparison.Ordinal) == true && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method));
}
