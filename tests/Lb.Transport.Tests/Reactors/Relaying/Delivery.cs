namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>What the two far ends of a relay that ended must have got.</summary>
internal static class Delivery
{
    public static void Check(SimulatedConnection connection)
    {
        connection.Client.Read();
        connection.Server.Read();
        CheckClient(connection);
        CheckServer(connection);
    }

    // Whatever the server does, the client gets all of its bytes and an orderly end, unless the client itself broke.
    private static void CheckClient(SimulatedConnection connection)
    {
        var (client, story) = (connection.Client, connection.Story);
        if (IsGone(client)) return;
        if (client.SawEnd) Assert.Equal(story.FromServer, client.Got);
        if (client.SawEnd && connection.Tls != 0 && !story.ClientBroke) Assert.True(client.SawNotice || client.SawAlert, "TLS ends without a word");
        if (story.ClientBroke || story.WasCut || connection.LackedMemory) return;
        Assert.True(client.SawEnd, "the client is reset");
        Assert.Equal(connection.Server.Sent, client.Got);
    }

    private static void CheckServer(SimulatedConnection connection)
    {
        var (server, story) = (connection.Server, connection.Story);
        if (IsGone(server)) return;
        if (server.SawEnd && !story.ServerBroke && !connection.LackedMemory) Assert.Equal(connection.Plan.Header + story.FromClient, server.Got);
        if (story.ClientBroke || story.ServerBroke || story.WasCut || connection.LackedMemory) return;
        Assert.True(server.SawEnd, "the server is reset");
        Assert.Equal(connection.Client.Sent, server.Got);
    }

    private static bool IsGone(FarEnd farEnd) => farEnd.Socket.FarReset || farEnd.Socket.FarGone;
}
